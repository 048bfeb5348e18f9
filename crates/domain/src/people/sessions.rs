//! One's own sessions: where one is signed in, and ending them.

use super::{Session, accounts::IDLE};
use db::{SessionId, Source, Tx, entity::session};
use kernel::{Error, Result};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

/// The open sessions of the actor, latest first, at most fifty.
pub async fn my_sessions(src: &impl Source) -> Result<Vec<Session>> {
    let mine = session::Entity::find()
        .filter(session::Column::PersonId.eq(src.person()?))
        .filter(session::Column::ExpiresAt.gt(src.now()))
        .filter(session::Column::SeenAt.gt(src.now() - IDLE));
    src.all(mine.order_by_desc(session::Column::SeenAt).order_by_asc(session::Column::Id).limit(50)).await
}

/// Ends one of the actor's own sessions; NotFound when it is somebody else's.
pub async fn end_session(tx: &mut Tx, id: SessionId) -> Result<()> {
    let mine = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::PersonId.eq(tx.person()?));
    match tx.delete(mine).await? {
        0 => Err(Error::not_found("error-not-found")),
        _ => tx.record("session.ended", Some(id.0), "", serde_json::json!({})).await,
    }
}

/// Ends all of the actor's sessions but this one.
pub async fn end_other_sessions(tx: &mut Tx, keep: SessionId) -> Result<()> {
    let others = session::Entity::delete_many()
        .filter(session::Column::PersonId.eq(tx.person()?))
        .filter(session::Column::Id.ne(keep));
    tx.delete(others).await?;
    tx.record("session.others_ended", None, "", serde_json::json!({})).await
}
