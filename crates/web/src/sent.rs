//! What a form sent, urlencoded or with files.

use crate::error::Refusal;
use axum::{
    extract::{FromRequest, Multipart, Request, rejection::BytesRejection},
    http::{StatusCode, header},
};
use domain::files::MAX_BYTES;
use kernel::{Error, Kind, Msg};

/// The fields and files of a form, in the order in which they were sent.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    fields: Vec<(String, String)>,
    /// Field, file name, bytes; empty choices of files are left out.
    files: Vec<(String, String, Vec<u8>)>,
}

impl Sent {
    #[cfg(test)]
    pub(crate) fn of(fields: &[(&str, &str)], files: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let files = files.iter().map(|(field, name)| ((*field).to_owned(), (*name).to_owned(), Vec::new())).collect();
        Self { fields, files }
    }

    /// The first value of a field, trimmed; empty when it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    /// Every value of a field that was sent several times, trimmed.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).collect()
    }

    /// Whether the form had that field.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(n, _)| n == name)
    }

    /// A field as typed: for passwords, whose spaces count.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// `None` for a field that is absent or blank.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|v| !v.is_empty()).map(str::to_owned)
    }

    /// Everything that was typed, to show again.
    pub(crate) fn typed(&self) -> Vec<(String, String)> {
        self.fields.clone()
    }

    /// The names of the files of a field.
    pub(crate) fn file_names(&self, field: &str) -> Vec<&str> {
        self.files.iter().filter(|(f, _, _)| f == field).map(|(_, name, _)| name.as_str()).collect()
    }

    /// The files of a field: name and bytes.
    pub(crate) fn files(&mut self, field: &str) -> Vec<(String, Vec<u8>)> {
        let (mine, others) = std::mem::take(&mut self.files).into_iter().partition(|(f, _, _)| f == field);
        self.files = others;
        let mine: Vec<(String, String, Vec<u8>)> = mine;
        mine.into_iter().map(|(_, name, bytes)| (name, bytes)).collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("multipart/") {
            let bytes = axum::body::Bytes::from_request(request, state)
                .await
                .map_err(|e: BytesRejection| too_large_or_broken(e.status()))?;
            let fields = serde_urlencoded::from_bytes(&bytes)
                .map_err(|e| Refusal::from(Error::invalid("error-form-broken").with_source(e)))?;
            return Ok(Self { fields, files: Vec::new() });
        }
        let mut parts = Multipart::from_request(request, state).await.map_err(|e| too_large_or_broken(e.status()))?;
        let mut sent = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|e| too_large_or_broken(e.status()))? {
            let field = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|e| too_large_or_broken(e.status()))?;
            match file {
                Some(name) if !(name.is_empty() && bytes.is_empty()) => sent.files.push((field, name, bytes.into())),
                Some(_) => {}
                None => sent.fields.push((field, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(sent)
    }
}

/// A form over the limit is refused kindly; anything else that cannot be read is no form.
fn too_large_or_broken(status: StatusCode) -> Refusal {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let megabytes = i64::try_from(MAX_BYTES / 1024 / 1024).unwrap_or(0);
        return Refusal {
            status: Some(status),
            ..Error::new(Kind::Invalid, Msg::new("error-too-large").with("megabytes", megabytes)).into()
        };
    }
    Error::invalid("error-form-broken").into()
}
