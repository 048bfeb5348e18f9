//! The files under `/static`, inside the program, addressed by what they contain.
//!
//! A page links `/static/app.<hash>.css`; such an address never changes its content and is kept for a year.
//! The same file under its bare name is answered too, to be asked about again each time.
//! Compression is left to the router's own layer.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};
use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "../../static"]
struct Files;

struct Asset {
    bytes: Cow<'static, [u8]>,
    mime: String,
    hash: String,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            let digest = Sha256::digest(&file.data);
            let hash = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
            let mime = file.metadata.mimetype().to_owned();
            Some((name.into_owned(), Asset { bytes: file.data, mime, hash }))
        })
        .collect()
});

/// The lasting address of a file: `app.css` gives `/static/app.<hash>.css`. `None` when there is no such file.
pub fn url(name: &str) -> Option<String> {
    let asset = ASSETS.get(name)?;
    let (stem, kind) = name.rsplit_once('.')?;
    Some(format!("/static/{stem}.{}.{kind}", asset.hash))
}

/// The text of a file; `None` when there is no such file or it is no text.
pub(crate) fn text(name: &str) -> Option<&'static str> {
    std::str::from_utf8(&ASSETS.get(name)?.bytes).ok()
}

/// Finds `app.css` behind `app.<hash>.css` or its bare name, and says whether the hash is the present one.
fn find(file: &str) -> Option<(&'static Asset, bool)> {
    if let Some(asset) = ASSETS.get(file) {
        return Some((asset, false));
    }
    let (rest, kind) = file.rsplit_once('.')?;
    let (stem, hash) = rest.rsplit_once('.')?;
    // A page of the program's previous version may still ask for its own hash: today's file, not kept.
    ASSETS.get(&format!("{stem}.{kind}")).map(|asset| (asset, asset.hash == hash))
}

/// Answers `GET /static/{file}`: 200 with its type, 304 when the browser has it, 404 otherwise.
pub async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some((asset, lasting)) = find(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = format!("\"{}\"", asset.hash);
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == tag.as_bytes());
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(asset.bytes.clone()).into_response() };
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, keep);
    set(header::ETAG, &tag);
    if !known {
        set(header::CONTENT_TYPE, &asset.mime);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hashed_address_is_kept_for_a_year_and_a_bare_one_is_asked_again() {
        let hashed = url("app.css").unwrap().trim_start_matches("/static/").to_owned();
        let kept = serve(Path(hashed), HeaderMap::new()).await;
        assert_eq!(kept.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(kept.headers()[header::CONTENT_TYPE], "text/css");
        let bare = serve(Path("app.css".to_owned()), HeaderMap::new()).await;
        assert_eq!(bare.headers()[header::CACHE_CONTROL], "no-cache");
        let stale = serve(Path("app.000000000000.css".to_owned()), HeaderMap::new()).await;
        assert_eq!(stale.headers()[header::CACHE_CONTROL], "no-cache");
    }

    #[tokio::test]
    async fn a_browser_that_has_the_file_is_not_sent_it_again() {
        let tag = serve(Path("app.js".to_owned()), HeaderMap::new()).await.headers()[header::ETAG].clone();
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, tag);
        let again = serve(Path("app.js".to_owned()), headers).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn only_files_of_the_folder_are_answered() {
        for file in ["../Cargo.toml", "none.css", ""] {
            assert_eq!(serve(Path(file.to_owned()), HeaderMap::new()).await.status(), StatusCode::NOT_FOUND, "{file}");
        }
    }

    #[test]
    fn the_first_visit_stays_light() {
        assert!(text("app.css").unwrap().len() <= 20 * 1024, "app.css has grown over 20 KB");
        assert!(text("app.js").unwrap().lines().count() <= 200, "app.js has grown over 200 lines");
    }
}
