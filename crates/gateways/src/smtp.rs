//! Hands letters to the town's mail server.

use crate::{
    oauth,
    wire::{PATIENCE, Trust, in_time, said},
};
use kernel::{
    Error, Msg, Result,
    ports::{Boxed, Correspondent, Login, MailServer, Mailer, OutgoingMail, Tls},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::{Credentials, Mechanism},
        client::{Certificate, Tls as SmtpTls, TlsParameters},
    },
};

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// SMTP with everything that a town's server may ask for: TLS at once or later, password or token.
#[derive(Debug, Clone)]
pub struct Smtp {
    trust: Trust,
}

impl Smtp {
    pub fn new(trust: Trust) -> Self {
        Self { trust }
    }

    fn parameters(&self, host: &str) -> Result<TlsParameters> {
        let mut builder = TlsParameters::builder(host.to_owned());
        for der in self.trust.own() {
            builder = builder.add_root_certificate(Certificate::from_der(der.clone()).map_err(Error::internal)?);
        }
        builder.build_rustls().map_err(|e| said("mail-tls-failed", e))
    }

    async fn transport(&self, server: &MailServer) -> Result<Transport> {
        let tls = match server.tls {
            Tls::Direct => SmtpTls::Wrapper(self.parameters(&server.host)?),
            Tls::Starttls => SmtpTls::Required(self.parameters(&server.host)?),
            Tls::None => SmtpTls::None,
        };
        let builder = Transport::builder_dangerous(&server.host).port(server.port).tls(tls).timeout(Some(PATIENCE));
        let credentials = |secret: &str| Credentials::new(server.user.clone(), secret.to_owned());
        Ok(match &server.login {
            Login::Open => builder.build(),
            Login::Password(password) => builder.credentials(credentials(password.reveal())).build(),
            Login::Refresh { .. } => {
                let token = oauth::token(&self.trust, &server.login).await?;
                builder.credentials(credentials(token.reveal())).authentication(vec![Mechanism::Xoauth2]).build()
            }
        })
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, server: &'a MailServer, mail: &'a OutgoingMail) -> Boxed<'a, Result<()>> {
        Box::pin(async move {
            let message = message(mail)?;
            let transport = self.transport(server).await?;
            in_time(async { transport.send(message).await.map(drop).map_err(refused) }).await
        })
    }

    fn check<'a>(&'a self, server: &'a MailServer) -> Boxed<'a, Result<()>> {
        Box::pin(async move {
            let transport = self.transport(server).await?;
            let answers = in_time(async { transport.test_connection().await.map_err(refused) }).await?;
            if answers { Ok(()) } else { Err(said("mail-server-unreachable", "the server did not answer NOOP")) }
        })
    }
}

/// Only what the server says about this very letter is for good; a login that fails is the account's matter.
fn refused(e: lettre::transport::smtp::Error) -> Error {
    let code = e.status().map(|c| c.to_string().parse::<u16>().unwrap_or(0));
    let for_good = e.is_permanent() && code.is_some_and(|c| (550..=556).contains(&c) || c == 501);
    if for_good {
        Error::invalid("mail-letter-refused").with_source(e)
    } else if e.is_tls() {
        said("mail-tls-failed", e)
    } else if code.is_some_and(|c| [530, 534, 535, 538].contains(&c)) {
        said("mail-login-refused", e)
    } else {
        said("mail-server-unreachable", e)
    }
}

fn mailbox(who: &Correspondent) -> Result<Mailbox> {
    let wrong = |e| Error { msg: Msg::new("mail-address-invalid").with("address", who.email.as_str()), ..wrong(e) };
    let address = who.email.parse().map_err(wrong)?;
    // A name over several lines would be a header of its own.
    let name: String = who.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Ok(Mailbox::new(Some(name.trim().to_owned()).filter(|n| !n.is_empty()), address))
}

fn wrong(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::invalid("mail-letter-refused").with_source(e)
}

fn message(mail: &OutgoingMail) -> Result<Message> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}>", mail.message_id)))
        .date(mail.at.into())
        .from(mailbox(&mail.from)?)
        .reply_to(mailbox(&mail.reply_to)?)
        .to(mailbox(&mail.to)?)
        .subject(one_line(&mail.subject));
    if let Some(last) = mail.answers.last() {
        let all: Vec<String> = mail.answers.iter().map(|id| format!("<{id}>")).collect();
        builder = builder.in_reply_to(format!("<{last}>")).references(all.join(" "));
    }
    for (name, value) in &mail.headers {
        let name = HeaderName::new_from_ascii((*name).to_owned()).map_err(Error::internal)?;
        builder = builder.raw_header(HeaderValue::new(name, one_line(value)));
    }
    builder.header(ContentType::TEXT_PLAIN).body(mail.text.clone()).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::instant;

    #[test]
    fn a_letter_has_its_own_id_and_our_headers_and_no_line_is_smuggled_in() {
        let who = |name: &str, email: &str| Correspondent { name: name.to_owned(), email: email.to_owned() };
        let mail = OutgoingMail {
            message_id: "c-ABC.1@alcaldia.example".to_owned(),
            from: who("Mesa de ayuda", "mesa@alcaldia.example"),
            to: who("Ana\r\nBcc: otra@x.example", "ana@x.example"),
            reply_to: who("", "mesa+c-ABC@alcaldia.example"),
            answers: vec!["uno@x.example".to_owned(), "dos@x.example".to_owned()],
            subject: "[ST-1] Señal\nBcc: otra@x.example".to_owned(),
            text: "Buenos días, ñandú.\n".to_owned(),
            headers: vec![("Auto-Submitted", "auto-generated".to_owned())],
            at: instant("2026-03-02T14:00:00Z"),
        };
        let raw = String::from_utf8(message(&mail).unwrap().formatted()).unwrap();
        assert!(raw.contains("Message-ID: <c-ABC.1@alcaldia.example>"), "{raw}");
        assert!(raw.contains("In-Reply-To: <dos@x.example>"), "{raw}");
        assert!(raw.contains("References: <uno@x.example> <dos@x.example>"), "{raw}");
        assert!(raw.contains("Auto-Submitted: auto-generated"), "{raw}");
        assert!(!raw.lines().any(|l| l.starts_with("Bcc")), "{raw}");
        let refused = message(&OutgoingMail { to: who("x", "no address"), ..mail }).unwrap_err();
        assert_eq!(refused.kind, kernel::Kind::Invalid);
    }
}
