//! Takes letters out of a mailbox, marking nothing by itself.

use crate::{
    oauth,
    wire::{Trust, Wire, in_time, said, within},
};
use async_imap::{Authenticator, Client, Session};
use futures_util::TryStreamExt as _;
use kernel::{
    Error, Result,
    ports::{Boxed, Fetched, Login, MailFolder, MailServer, Mailboxes, Tls},
    time::rounded,
};
use std::time::Duration;

/// IMAP over rustls, in the clear only where the settings say so.
#[derive(Debug, Clone)]
pub struct Imap {
    trust: Trust,
}

/// How long a large letter may take over a slow line.
const LONG: Duration = Duration::from_mins(5);

/// What the server answered, in its own words.
fn answered(key: &'static str) -> impl Fn(async_imap::error::Error) -> Error {
    move |e| said(key, e)
}

impl Imap {
    pub fn new(trust: Trust) -> Self {
        Self { trust }
    }

    async fn client(&self, server: &MailServer) -> Result<Client<Box<dyn Wire>>> {
        let plain = Trust::connect(&server.host, server.port).await?;
        let wire = match server.tls {
            Tls::Direct => self.trust.encrypt(&server.host, plain).await?,
            Tls::Starttls | Tls::None => plain,
        };
        let mut client = Client::new(wire);
        in_time(async {
            let greeting = client.read_response().await.map_err(crate::wire::unanswered)?;
            greeting.map(drop).ok_or_else(|| said("mail-server-silent", "the server hung up"))
        })
        .await?;
        if server.tls == Tls::Starttls {
            in_time(async {
                client.run_command_and_check_ok("STARTTLS", None).await.map_err(answered("mail-tls-failed"))
            })
            .await?;
            client = Client::new(self.trust.encrypt(&server.host, client.into_inner()).await?);
        }
        Ok(client)
    }

    async fn session(&self, server: &MailServer) -> Result<Session<Box<dyn Wire>>> {
        let client = self.client(server).await?;
        let refused = |(e, _): (async_imap::error::Error, _)| said("mail-login-refused", e);
        match &server.login {
            Login::Open => Err(Error::invalid("mail-secret-needed")),
            Login::Password(password) => {
                in_time(async { client.login(&server.user, password.reveal()).await.map_err(refused) }).await
            }
            Login::Refresh { .. } => {
                let token = oauth::token(&self.trust, &server.login).await?;
                let bearer = Bearer(format!("user={}\x01auth=Bearer {}\x01\x01", server.user, token.reveal()));
                in_time(async { client.authenticate("XOAUTH2", bearer).await.map_err(refused) }).await
            }
        }
    }
}

/// The answer that `XOAUTH2` expects; a second challenge is the server's refusal, answered with nothing.
struct Bearer(String);

impl Authenticator for Bearer {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        std::mem::take(&mut self.0)
    }
}

impl Mailboxes for Imap {
    fn open<'a>(&'a self, server: &'a MailServer, folder: &'a str) -> Boxed<'a, Result<Box<dyn MailFolder>>> {
        Box::pin(async move {
            let mut session = self.session(server).await?;
            let folder = if folder.trim().is_empty() { "INBOX" } else { folder };
            let open = in_time(async { session.select(folder).await.map_err(answered("mail-folder-unknown")) }).await?;
            let valid = open.uid_validity.unwrap_or_default();
            let identity = format!("{}@{}:{}/{folder};{valid}", server.user, server.host, server.port);
            let folder: Box<dyn MailFolder> = Box::new(Folder { session, identity });
            Ok(folder)
        })
    }
}

struct Folder {
    session: Session<Box<dyn Wire>>,
    identity: String,
}

impl MailFolder for Folder {
    fn identity(&self) -> &str {
        &self.identity
    }

    fn list(&mut self, after: u32) -> Boxed<'_, Result<Vec<u32>>> {
        Box::pin(in_time(async move {
            let talk = answered("mail-server-unreachable");
            let mut numbers = self.session.uid_search("UNSEEN UNDELETED").await.map_err(&talk)?;
            if after > 0 {
                // Somebody may have read it in the mailbox before us. `n:*` always names the last one, also a smaller.
                let query = format!("UID {}:* UNDELETED", after.saturating_add(1));
                let newer = self.session.uid_search(query).await.map_err(&talk)?;
                numbers.extend(newer.into_iter().filter(|n| *n > after));
            }
            let mut numbers: Vec<u32> = numbers.into_iter().collect();
            numbers.sort_unstable();
            Ok(numbers)
        }))
    }

    fn fetch(&mut self, number: u32) -> Boxed<'_, Result<Option<Fetched>>> {
        Box::pin(within(LONG, async move {
            let talk = answered("mail-server-unreachable");
            let found = self.session.uid_fetch(number.to_string(), "(UID INTERNALDATE BODY.PEEK[])").await;
            let found: Vec<_> = found.map_err(&talk)?.try_collect().await.map_err(&talk)?;
            let letter = found.iter().find(|f| f.uid == Some(number));
            Ok(letter.and_then(|f| {
                let received_at = f.internal_date().map(|at| rounded(at.to_utc()));
                Some(Fetched { raw: f.body()?.to_vec(), received_at })
            }))
        }))
    }

    fn mark(&mut self, number: u32) -> Boxed<'_, Result<()>> {
        Box::pin(in_time(async move {
            let talk = answered("mail-server-unreachable");
            let flags = self.session.uid_store(number.to_string(), "+FLAGS.SILENT (\\Seen)").await.map_err(&talk)?;
            flags.try_collect::<Vec<_>>().await.map(drop).map_err(&talk)
        }))
    }

    fn close(mut self: Box<Self>) -> Boxed<'static, ()> {
        Box::pin(async move {
            // A server that does not hear the goodbye hangs up by itself.
            drop(in_time(async { self.session.logout().await.map_err(answered("mail-server-unreachable")) }).await);
        })
    }
}
