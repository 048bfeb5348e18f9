//! A refusal as an HTTP answer: the kind alone decides the status; a layer turns it into a page.

use crate::{ctx, state::AppState, urls, view::ErrorPage};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Kind};
use std::sync::Arc;

/// What a handler answers.
pub(crate) type Answer = Result<Response, Refusal>;

/// An error on its way to the browser.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) error: Arc<Error>,
    /// Only where the kind is not enough: too large, too many.
    pub(crate) status: Option<StatusCode>,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { error: Arc::new(error), status: None }
    }
}

impl Refusal {
    pub(crate) fn too_many() -> Self {
        Self { status: Some(StatusCode::TOO_MANY_REQUESTS), ..Error::conflict("error-too-many").into() }
    }
}

/// The status of a kind (docs/API.md).
pub(crate) fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status.unwrap_or_else(|| status(self.error.kind));
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Renders refusals as pages in the reader's language, and writes our own faults to the log, once, with the id that the
/// page shows. Somebody who is not signed in is sent to do so and comes back.
pub(crate) async fn pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let seen = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(refusal) = refusal_of(&response) else { return response };
    let status = response.status();
    if refusal.error.kind == Kind::Unauthenticated {
        let path = seen.uri.path_and_query().map_or("/", |p| p.as_str());
        let back = if seen.method == axum::http::Method::GET { path } else { "/" };
        return Redirect::to(&urls::sign_in(back)).into_response();
    }
    let request_id = state.office.random.code(8);
    if status.is_server_error() {
        tracing::error!(request_id, path = seen.uri.path(), error = %refusal.error, "a request failed");
    }
    let guest = ctx::Guest::of(&state, &seen).await;
    let page = ErrorPage { status: told_as(status), msg: refusal.error.msg.clone(), request_id };
    match guest.frame().await.and_then(|frame| state.view.render(&frame, &page)) {
        Ok(html) => (status, axum::response::Html(html)).into_response(),
        Err(e) => {
            tracing::error!(error = %e, "the error page itself failed");
            (status, "Cabildo: error").into_response()
        }
    }
}

/// The status whose words the page has: what one could not send right, and what is not there, are told alike.
fn told_as(status: StatusCode) -> u16 {
    match status.as_u16() {
        405 => 404,
        known @ (403 | 404 | 409 | 413 | 429 | 500 | 503) => known,
        408 | 504 => 503,
        other if other >= 500 => 500,
        _ => 400,
    }
}

fn refusal_of(response: &Response) -> Option<Refusal> {
    if let Some(refusal) = response.extensions().get::<Refusal>() {
        return Some(refusal.clone());
    }
    // What the router itself refuses has no page yet either.
    let error = match response.status() {
        StatusCode::NOT_FOUND => Error::not_found("error-not-found"),
        StatusCode::METHOD_NOT_ALLOWED => Error::not_found("error-not-found"),
        StatusCode::PAYLOAD_TOO_LARGE => {
            return Some(Refusal {
                status: Some(StatusCode::PAYLOAD_TOO_LARGE),
                ..Error::invalid("error-too-large").into()
            });
        }
        StatusCode::FORBIDDEN => Error::forbidden("error-cross-site"),
        StatusCode::BAD_REQUEST => Error::invalid("error-form-broken"),
        StatusCode::REQUEST_TIMEOUT => Error::new(Kind::Unavailable, "error-unavailable"),
        StatusCode::INTERNAL_SERVER_ERROR => Error::internal("a handler panicked"),
        _ => return None,
    };
    Some(error.into())
}
