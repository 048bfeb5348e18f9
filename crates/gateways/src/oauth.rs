//! A token for a mail server, got with the refresh token that the provider gave once (RFC 6749, section 6).

use crate::wire::{Trust, Wire, in_time, said};
use kernel::{Error, Result, ports::Login, seal::Secret, text::percent_encoded};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// An answer longer than this is none of a token endpoint.
const MOST: u64 = 64 * 1024;

/// A fresh access token. Unavailable with the endpoint's own words when it gives none.
pub(crate) async fn token(trust: &Trust, login: &Login) -> Result<Secret> {
    let Login::Refresh { token_url, client, client_secret, refresh_token } = login else {
        return Err(Error::internal("a token is for logins that refresh"));
    };
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", client.as_str()),
        ("client_secret", client_secret.reveal()),
        ("refresh_token", refresh_token.reveal()),
    ];
    let form = form.iter().filter(|(_, value)| !value.is_empty());
    let form: Vec<String> = form.map(|(name, value)| format!("{name}={}", percent_encoded(value, b""))).collect();
    let answer = in_time(post(trust, token_url, &form.join("&"))).await?;
    let (status, body) = parts(&answer).ok_or_else(|| said("mail-token-refused", "no answer in HTTP"))?;
    let json: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    match json.get("access_token").and_then(|t| t.as_str()) {
        Some(token) if status == 200 => Ok(Secret::new(token)),
        _ => {
            let word = |name: &str| json.get(name).and_then(|w| w.as_str()).unwrap_or_default().to_owned();
            let words = format!("{status} {} {}", word("error"), word("error_description"));
            Err(said("mail-token-refused", words))
        }
    }
}

async fn post(trust: &Trust, url: &str, form: &str) -> Result<Vec<u8>> {
    let (secure, host, port, path) = address(url).ok_or_else(|| Error::invalid("mail-token-url"))?;
    let wire = Trust::connect(host, port).await?;
    let mut wire: Box<dyn Wire> = if secure { trust.encrypt(host, wire).await? } else { wire };
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nAccept: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    let io = |e| said("mail-token-refused", e);
    wire.write_all(request.as_bytes()).await.map_err(io)?;
    wire.flush().await.map_err(io)?;
    let mut answer = Vec::new();
    // Many servers end the connection without ending TLS: what has come counts.
    drop(wire.take(MOST).read_to_end(&mut answer).await);
    Ok(answer)
}

/// Whether it is encrypted, host, port and path. In the clear only on this machine.
fn address(url: &str) -> Option<(bool, &str, u16, &str)> {
    let (secure, rest) = match url.strip_prefix("https://") {
        Some(rest) => (true, rest),
        None => (false, url.strip_prefix("http://")?),
    };
    let (place, path) = rest.find('/').map_or((rest, "/"), |i| rest.split_at(i));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (place, if secure { 443 } else { 80 }),
    };
    let fine = !host.is_empty() && (secure || host == "127.0.0.1" || host == "localhost");
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (fine && plain).then_some((secure, host, port, path))
}

/// Status and body of an HTTP answer, put together when it came in chunks.
fn parts(answer: &[u8]) -> Option<(u16, Vec<u8>)> {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = &answer[end + 4..];
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    Some((status, if chunked { dechunked(body)? } else { body.to_vec() }))
}

fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let line = body.windows(2).position(|w| w == b"\r\n")?;
        let size = std::str::from_utf8(&body[..line]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        body = &body[line + 2..];
        out.extend_from_slice(body.get(..size)?);
        body = body.get(size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[test]
    fn only_this_machine_is_asked_in_the_clear() {
        assert_eq!(address("https://id.example/oauth/token"), Some((true, "id.example", 443, "/oauth/token")));
        assert_eq!(address("http://127.0.0.1:81/t"), Some((false, "127.0.0.1", 81, "/t")));
        assert_eq!(address("http://id.example/oauth/token"), None);
        assert_eq!(address("https://id.example/a b"), None);
    }

    #[tokio::test]
    async fn a_token_is_fetched_and_a_refusal_keeps_its_words() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/token", listener.local_addr().unwrap());
        let login = Login::Refresh {
            token_url: url,
            client: "cabildo".to_owned(),
            client_secret: Secret::new("a&b"),
            refresh_token: Secret::new("larga"),
        };
        let server = tokio::spawn(async move {
            let mut asked = Vec::new();
            for answer in [
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n17\r\n{\"access_token\":\"corta\"\r\n1\r\n}\r\n0\r\n\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n{\"error\":\"invalid_grant\"}",
            ] {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = vec![0; 2048];
                let n = stream.read(&mut request).await.unwrap();
                asked.push(String::from_utf8_lossy(&request[..n]).into_owned());
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
            asked
        });
        let trust = Trust::new(b"").unwrap();
        assert_eq!(token(&trust, &login).await.unwrap().reveal(), "corta");
        let refused = token(&trust, &login).await.unwrap_err();
        assert!(refused.to_string().contains("invalid_grant"), "{refused}");
        let asked = server.await.unwrap();
        assert!(asked[0].contains("client_secret=a%26b&refresh_token=larga"), "{}", asked[0]);
    }
}
