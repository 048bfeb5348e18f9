//! Papers of cases: their PDFs, and signing on the screen.

use super::{
    Id,
    files::{pdf, serve},
};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Fact, Form, PaperSign},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    PaperId, cases,
    papers::{self, Drawn, PaperStatus, SignatureMethod},
};
use kernel::{Error, Kind, Result, sheet};

/// `…/papers/{id}.pdf`: the frozen PDF.
pub(crate) async fn frozen(ctx: Ctx, Path(file): Path<String>) -> Answer {
    let id: PaperId = file.strip_suffix(".pdf").unwrap_or_default().parse()?;
    let sha256 = papers::print(&ctx.state.office, &ctx.actor, id).await?;
    let paper = papers::query::get(&ctx.read(), id).await?;
    Ok(pdf(&format!("{}-{}", paper.number, paper.edition), ctx.state.office.files.get(&sha256).await?))
}

/// The signed copy: our PDF with the drawn signature, or the scan of the inked sheet as it came.
pub(crate) async fn signed(ctx: Ctx, Id(id): Id<PaperId>) -> Answer {
    let sha256 = papers::print_signed(&ctx.state.office, &ctx.actor, id).await?;
    let read = ctx.read();
    let paper = papers::query::get(&read, id).await?;
    let drawn = papers::query::signatures(&read, id).await?.iter().any(|s| s.method == SignatureMethod::Screen);
    let bytes = ctx.state.office.files.get(&sha256).await?;
    let name = format!("{}-{}-{}", paper.number, paper.edition, ctx.say("paper-signed-name"));
    if drawn {
        return Ok(pdf(&name, bytes));
    }
    let mime = domain::files::sniff(&bytes).unwrap_or("application/octet-stream");
    Ok(serve(mime, &format!("{name}.{}", mime.rsplit('/').next().unwrap_or_default()), bytes))
}

/// The QR code of a printed sheet leads to its case.
pub(crate) async fn short(ctx: Ctx, Path(code): Path<String>) -> Answer {
    let paper = papers::query::find_by_code(&ctx.read(), &code.to_uppercase()).await?;
    let paper = paper.ok_or_else(|| Error::not_found("error-not-found"))?;
    Ok(Redirect::to(&urls::case(paper.case_id)).into_response())
}

/// Where the requester signs, or the one before whom they do. A paper that waits for no signature shows its case.
pub(crate) async fn sign_form(ctx: Ctx, Id(id): Id<PaperId>) -> Answer {
    let read = ctx.read();
    let paper = papers::query::get(&read, id).await?;
    let case = cases::query::get(&read, paper.case_id).await?;
    if !cases::query::may_sign_paper(&read, &case, &paper.document).await? {
        return Err(Error::forbidden("error-forbidden").into());
    }
    if paper.status != PaperStatus::Issued {
        return Ok(Redirect::to(&urls::case(case.id)).into_response());
    }
    let page = sign_page(&ctx, id, Form::default()).await?;
    ctx.page(&page).await
}

async fn sign_page(ctx: &Ctx, id: PaperId, form: Form) -> Result<PaperSign> {
    let hash = papers::print(&ctx.state.office, &ctx.actor, id).await?;
    let paper = papers::query::get(&ctx.read(), id).await?;
    let sheet: sheet::Paper = serde_json::from_str(&paper.sheet).map_err(Error::internal)?;
    let ticket = sheet.of_case().cloned().ok_or_else(|| Error::not_found("error-not-found"))?;
    let papers::Signer { name, post, statement: sentence } = papers::signer(&ctx.read(), id).await?;
    let said = ticket.facts.into_iter().chain(ticket.texts).filter(|l| !l.value.is_empty());
    Ok(PaperSign {
        href: urls::sign(id),
        title: paper.title,
        number: paper.number,
        case_href: urls::case(paper.case_id),
        pdf: urls::paper(id),
        hash,
        frozen: paper.issued_at,
        facts: said.map(|l| Fact { label: l.label, value: l.value }).collect(),
        sentence,
        signer: if post.is_empty() { name } else { format!("{name} · {post}") },
        form,
    })
}

pub(crate) async fn sign(ctx: Ctx, Id(id): Id<PaperId>, sent: Sent) -> Answer {
    let drawn = Drawn {
        image: picture(sent.get("signature")),
        document_sha256: sent.get("document_sha256").to_owned(),
        device: ctx.agent.clone(),
        address: ctx.address.clone(),
    };
    match papers::sign_on_screen(&ctx.state.office, &ctx.actor, id, drawn).await {
        Ok(paper) => ctx.done(&urls::case(paper.case_id), "signing-done"),
        // The document changed or was signed meanwhile: there is nothing to mend in this form.
        Err(e) if e.kind == Kind::Conflict => {
            let paper = papers::query::get(&ctx.read(), id).await?;
            ctx.refused(&urls::case(paper.case_id), e)
        }
        Err(e) => {
            let (status, form) = again(Form::default(), super::account::renamed(e, &[("image", "signature")]))?;
            let page = sign_page(&ctx, id, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// The bytes of a `data:image/png;base64,…` address; empty when it is none.
fn picture(address: &str) -> Vec<u8> {
    address.strip_prefix("data:image/png;base64,").and_then(|b| BASE64_STANDARD.decode(b).ok()).unwrap_or_default()
}
