//! Every address on one screen, and what lies around all of them.

use crate::{assets, error, state::AppState, ui, view::CSP};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    routing::{get, post},
};
use domain::files::MAX_BYTES;
use std::time::Duration;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};

/// The program as a web service. Who may do what is decided by the verbs; `tests/routes` holds the table.
pub fn router(state: AppState) -> Router {
    let pages =
        home().merge(desk()).merge(papers()).merge(office()).merge(schedules()).merge(registers()).merge(conformance());
    let pages = pages.merge(editor()).merge(manuals()).merge(mail());
    // Said here, so that an unknown address gets the layers below and with them a page.
    let pages = pages.fallback(async || StatusCode::NOT_FOUND);
    let pages = pages
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(60)))
        .layer(DefaultBodyLimit::max(1024 * 1024))
        .layer(CatchPanicLayer::new())
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), error::pages))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")));
    let mut app =
        pages.route("/static/{file}", get(assets::serve)).merge(live()).layer(CompressionLayer::new().gzip(true));
    for (name, value) in headers(state.settings.secure) {
        app = app.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)));
    }
    app.with_state(state)
}

/// Forms with files: six of ten megabytes and a little.
fn uploads() -> DefaultBodyLimit {
    DefaultBodyLimit::max(6 * MAX_BYTES + 1024 * 1024)
}

/// Signing in, setting up, one's own account.
fn home() -> Router<AppState> {
    Router::new()
        .route("/", get(ui::home::start))
        .route("/healthz", get(ui::home::health))
        .route("/sign-in", get(ui::home::sign_in_form).post(ui::home::sign_in))
        .route("/sign-out", post(ui::home::sign_out))
        .route("/language", post(ui::home::language))
        .route("/setup/{token}", get(ui::setup::form).post(ui::setup::found).layer(uploads()))
        .route("/password/{token}", get(ui::account::link_form).post(ui::account::use_link))
        .route("/account", get(ui::account::show))
        .route("/account/mail", post(ui::account::want_mail))
        .route("/account/password", post(ui::account::change_password))
        .route("/account/sessions/{id}/end", post(ui::account::end_session))
        .route("/logo/{slug}", get(ui::home::logo))
}

/// Asking for help, the queue, cases.
fn desk() -> Router<AppState> {
    Router::new()
        .route("/requests/new", get(ui::requests::new))
        .route("/requests", post(ui::requests::create).layer(uploads()))
        .route("/requests/{token}/sent", get(ui::requests::sent))
        .route("/help/{slug}", get(ui::requests::help_form).post(ui::requests::help).layer(uploads()))
        .route("/track/{token}", get(ui::requests::track))
        .route("/survey/{token}", get(ui::surveys::show).post(ui::surveys::answer))
        .route("/queue", get(ui::queue::show))
        .route("/queue/rows", get(ui::queue::rows))
        .route("/queue/next", post(ui::queue::take_next))
        .route("/cases/{id}", get(ui::cases::show))
        .route("/cases/{id}/take", get(ui::queue::take_form).post(ui::queue::take))
        .route("/cases/{id}/tasks/{task}", post(ui::cases::complete).layer(uploads()))
        .route("/cases/{id}/arrive", post(ui::cases::arrive))
        .route("/cases/{id}/arrived/{message}", post(ui::cases::arrived))
        .route("/cases/{id}/notes", post(ui::cases::note).layer(uploads()))
        .route("/cases/{id}/replies", post(ui::cases::reply))
        .route("/cases/{id}/corrections", post(ui::cases::correct))
        .route("/cases/{id}/release", post(ui::cases::release))
        .route("/cases/{id}/assign", post(ui::cases::assign))
        .route("/cases/{id}/annul", post(ui::cases::annul))
        .route("/cases/{id}/deadlines", get(ui::levels::case))
        .route("/cases/{id}/clock/pause", post(ui::levels::pause))
        .route("/cases/{id}/clock/resumption", post(ui::levels::resume))
        .route("/deadlines", get(ui::levels::list))
        .route("/service-levels", get(ui::levels::targets).post(ui::levels::add))
        .route("/service-levels/{id}/withdrawal", post(ui::levels::withdraw))
        .route("/cases/{id}/suspend", post(ui::cases::suspend))
        .route("/cases/{id}/resume", post(ui::cases::resume))
}

/// Papers, signatures, scans, folders, files.
fn papers() -> Router<AppState> {
    Router::new()
        .route("/papers/{file}", get(ui::papers::frozen))
        .route("/papers/{file}/signed", get(ui::papers::signed))
        .route("/papers/{file}/sign", get(ui::papers::sign_form).post(ui::papers::sign))
        .route("/s/{code}", get(ui::papers::short))
        .route("/scans", get(ui::scans::form).post(ui::scans::receive).layer(uploads()))
        .route("/scans/{id}", get(ui::scans::show))
        .route("/scans/{id}/match", post(ui::scans::match_code))
        .route("/folders", get(ui::folders::index))
        .route("/folders/{id}", get(ui::folders::show))
        .route("/folders/{id}/location", post(ui::folders::set_location))
        .route("/folders/{id}/index.pdf", get(ui::folders::index_pdf))
        .route("/folders/{id}/spine.pdf", get(ui::folders::spine_pdf))
        .route("/folders/{id}/bound.pdf", get(ui::folders::bound_pdf))
        .route("/files/{id}", get(ui::files::show))
        .route("/search", get(ui::search::show))
}

/// Letters that come and go, and the accounts by which they do.
fn mail() -> Router<AppState> {
    Router::new()
        .route("/mail", get(ui::mail::index))
        .route("/mail/letters/{id}", get(ui::mail::letter))
        .route("/mail/letters/{id}/raw", get(ui::mail::raw))
        .route("/mail/letters/{id}/retry", post(ui::mail::retry))
        .route("/mail/letters/{id}/acceptance", post(ui::mail::accept))
        .route("/mail/letters/{id}/refusal", post(ui::mail::refuse))
        .route("/mail/accounts/new", get(ui::mail_accounts::new))
        .route("/mail/accounts", post(ui::mail_accounts::create))
        .route("/mail/accounts/{id}", get(ui::mail_accounts::show).post(ui::mail_accounts::save))
        .route("/mail/accounts/{id}/trial", post(ui::mail_accounts::trial))
        .route("/mail/accounts/{id}/collection", post(ui::mail_accounts::collect))
        .route("/mail/accounts/{id}/acceptance", post(ui::mail_accounts::accept))
}

/// Changing the procedures of a draft.
fn editor() -> Router<AppState> {
    Router::new()
        .route("/manuals/{id}/source", get(ui::editor::manual_source).post(ui::editor::save_manual))
        .route("/manuals/{id}/preview", post(ui::editor::manual_preview))
        .route("/manuals/{id}/procedures/new", get(ui::editor::new))
        .route("/manuals/{id}/procedures", post(ui::editor::create))
        .route("/manuals/{id}/procedures/{code}", get(ui::editor::show).post(ui::editor::save))
        .route("/manuals/{id}/procedures/{code}/preview", post(ui::editor::preview))
        .route("/manuals/{id}/procedures/{code}/undo", post(ui::editor::undo))
        .route("/manuals/{id}/procedures/{code}/removal", post(ui::editor::remove))
        .route("/manuals/{id}/procedures/{code}/source", get(ui::editor::part_source).post(ui::editor::save_part))
        .route("/manuals/{id}/procedures/{code}/move", post(ui::editor::move_row))
        .route("/manuals/{id}/procedures/{code}/rows/new", get(ui::editor::new_row))
        .route("/manuals/{id}/procedures/{code}/rows", post(ui::editor::insert))
        .route("/manuals/{id}/procedures/{code}/rows/{row}", get(ui::editor::row).post(ui::editor::save_row))
        .route("/manuals/{id}/procedures/{code}/rows/{row}/removal", post(ui::editor::remove_row))
}

/// The chief's page, people, units, procedures, jobs, audit.
fn office() -> Router<AppState> {
    Router::new()
        .route("/overview", get(ui::overview::show))
        .route("/people", get(ui::people::index).post(ui::people::create))
        .route("/people/new", get(ui::people::new))
        .route("/people/{id}", get(ui::people::show).post(ui::people::edit))
        .route("/people/{id}/password-link", post(ui::people::password_link))
        .route("/people/{id}/deactivation", post(ui::people::deactivate))
        .route("/people/{id}/reactivation", post(ui::people::reactivate))
        .route("/people/{id}/substitutes", post(ui::people::add_substitute))
        .route("/people/{id}/substitutes/{substitute}/end", post(ui::people::end_substitute))
        .route("/units", get(ui::units::index).post(ui::units::create))
        .route("/units/{id}", get(ui::units::show).post(ui::units::edit))
        .route("/units/{id}/closure", post(ui::units::close))
        .route("/institution", get(ui::institution::show).post(ui::institution::edit).layer(uploads()))
        .route("/institution/closed-days", post(ui::institution::add_closed_day))
        .route("/institution/closed-days/{day}/removal", post(ui::institution::remove_closed_day))
        .route("/procedures", get(ui::procedures::index))
        .route("/procedures/packs", post(ui::procedures::install))
        .route("/procedures/{code}", get(ui::procedures::show))
        .route("/procedures/{code}/drawing.bpmn", get(ui::drawings::bpmn))
        .route("/procedures/{code}/drawing.svg", get(ui::drawings::svg))
        .route("/jobs", get(ui::jobs::index))
        .route("/jobs/{id}/retry", post(ui::jobs::retry))
        .route("/audit", get(ui::audit::index))
}

/// How procedures were followed; only to be read.
fn conformance() -> Router<AppState> {
    Router::new()
        .route("/conformance", get(ui::conformance::index))
        .route("/conformance/figures.csv", get(ui::conformance::index_csv))
        .route("/conformance/archive.zip", get(ui::conformance::archive))
        .route("/conformance/{procedure}", get(ui::conformance::show))
        .route("/conformance/{procedure}/cases.csv", get(ui::conformance::cases_csv))
        .route("/cases/{id}/file.pdf", get(ui::conformance::file))
}

/// What begins by itself, and what people are told.
fn schedules() -> Router<AppState> {
    Router::new()
        .route("/notices", get(ui::notices::index))
        .route("/notices/read", post(ui::notices::read_all))
        .route("/notices/{id}/read", post(ui::notices::read))
        .route("/notices/{id}/acknowledgement", post(ui::notices::acknowledge))
        .route("/schedules", get(ui::schedules::index))
        .route("/schedules/{procedure}/{flow}", get(ui::schedules::show).post(ui::schedules::change))
        .route("/schedules/{procedure}/{flow}/pause", post(ui::schedules::pause))
        .route("/schedules/{procedure}/{flow}/resumption", post(ui::schedules::go_on))
        .route("/schedules/{procedure}/{flow}/run", post(ui::schedules::run_now))
        .route("/starts/{id}", get(ui::schedules::start).post(ui::schedules::justify))
        .route("/plans", get(ui::plans::index).post(ui::plans::add))
        .route("/plans/{id}/withdrawal", post(ui::plans::withdraw))
}

/// Equipment, contracts, accesses, mailboxes, copies, logbooks.
fn registers() -> Router<AppState> {
    use ui::registers::{contracts, equipment, lines, mailboxes};
    Router::new()
        .route("/equipment", get(equipment::index).post(equipment::create))
        .route("/equipment/{id}", get(equipment::show).post(equipment::edit))
        .route("/equipment/{id}/custody", post(equipment::moved))
        .route("/equipment/{id}/retirement", post(equipment::retire))
        .route("/contracts", get(contracts::index).post(contracts::create))
        .route("/contracts/{id}", get(contracts::show).post(contracts::edit))
        .route("/accesses", get(lines::accesses).post(lines::note_access))
        .route("/mailboxes", get(mailboxes::index).post(mailboxes::create))
        .route("/mailboxes/{id}", get(mailboxes::show).post(mailboxes::change))
        .route("/backups", get(lines::backups).post(lines::note_backup))
        .route("/logbooks", get(lines::logbooks).post(lines::note_in_logbook))
}

/// Manuals and their versions, and the laws on which they rest.
fn manuals() -> Router<AppState> {
    Router::new()
        .route("/manuals", get(ui::manuals::index).post(ui::manuals::create))
        .route("/manuals/import", get(ui::manual_import::form).post(ui::manual_import::import).layer(uploads()))
        .route("/manuals/{id}", get(ui::manuals::show))
        .route("/manuals/{id}/manual.pdf", get(ui::manuals::pdf))
        .route("/manuals/{id}/findings", get(ui::manual_findings::show))
        .route("/manuals/{id}/answers", post(ui::manual_findings::answer))
        .route("/manuals/{id}/leftovers", post(ui::manual_findings::settle))
        .route("/manuals/{id}/diff", get(ui::manual_findings::diff))
        .route("/manuals/{id}/review", post(ui::manuals::review))
        .route("/manuals/{id}/return", post(ui::manuals::return_to_draft))
        .route("/manuals/{id}/approval", get(ui::manuals::approval).post(ui::manuals::approve))
        .route("/manuals/{id}/versions", post(ui::manuals::version))
        .route("/manuals/{id}/correction", post(ui::manuals::correct))
        .route("/manuals/{id}/discard", post(ui::manuals::discard))
        .route("/manuals/{id}/read", post(ui::manuals::read))
        .route("/manuals/{id}/readers", get(ui::manual_readers::show).post(ui::manual_readers::ask))
        .route("/manuals/{id}/reminder", post(ui::manual_readers::remind))
        .route("/procedures/{code}/migration", get(ui::migration::show).post(ui::migration::migrate))
        .route("/laws", get(ui::laws::index).post(ui::laws::create))
        .route("/laws/{id}", get(ui::laws::show).post(ui::laws::edit))
        .route("/laws/{id}/links", post(ui::laws::link))
        .route("/laws/{id}/unlink", post(ui::laws::unlink))
        .route("/laws/{id}/changes", post(ui::laws::change))
        .route("/laws/{id}/dismissals", post(ui::laws::dismiss))
}

/// Streams: neither timed out nor counted as pages.
fn live() -> Router<AppState> {
    Router::new().route("/queue/live", get(ui::queue::live))
}

fn headers(secure: bool) -> Vec<(HeaderName, &'static str)> {
    let mut headers = vec![
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(self), microphone=(), geolocation=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    if secure {
        headers.push((header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
    }
    headers
}
