//! The operation context: who acts, when, and the connection they act on.
//!
//! [`Tx`] writes, [`Read`] reads; queries take any [`Source`]. Every verb goes permit → load → decide → save → record
//! on one `Tx`, and nothing touches the network while it is open.

use crate::{
    conflict::failed,
    db::Wake,
    dialect,
    entity::audit,
    id::{AuditId, InstitutionId, PersonId},
};
use kernel::{
    Error, Result,
    permit::{Actor, Permit},
    random::Random,
    time::Instant,
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait,
    ActiveValue::Set,
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DeleteMany, EntityTrait, FromQueryResult,
    IntoActiveModel, PaginatorTrait, Select, SelectModel, Selector, UpdateMany,
    prelude::{Expr, Uuid},
    sea_query::{ExprTrait as _, IntoColumnRef, LikeExpr, SimpleExpr},
};
use tokio::sync::broadcast;

/// Where a query runs, and for whom. Two implementations: inside a transaction and outside.
pub trait Source: Sync {
    type Conn: ConnectionTrait;

    fn conn(&self) -> &Self::Conn;
    fn actor(&self) -> &Actor;
    fn now(&self) -> Instant;

    /// The institution whose rows this actor may see at all.
    fn institution(&self) -> InstitutionId {
        InstitutionId(self.actor().institution)
    }

    /// The signed-in person; Unauthenticated for the public and the system.
    fn person(&self) -> Result<PersonId> {
        let id = self.actor().person.ok_or_else(|| Error::new(kernel::Kind::Unauthenticated, "error-sign-in"))?;
        Ok(PersonId(id))
    }

    fn require(&self, permit: Permit) -> Result<()> {
        self.actor().require(permit)
    }

    fn one<E>(&self, query: Select<E>) -> impl Future<Output = Result<Option<E::Model>>> + Send
    where
        E: EntityTrait,
    {
        async { query.one(self.conn()).await.map_err(failed) }
    }

    fn all<E>(&self, query: Select<E>) -> impl Future<Output = Result<Vec<E::Model>>> + Send
    where
        E: EntityTrait,
    {
        async { query.all(self.conn()).await.map_err(failed) }
    }

    fn count<E>(&self, query: Select<E>) -> impl Future<Output = Result<u64>> + Send
    where
        E: EntityTrait,
        E::Model: Sync,
    {
        async { query.count(self.conn()).await.map_err(failed) }
    }

    /// Rows of a shape of their own (counts, joins): `query.into_model::<Row>()`.
    fn rows<M>(&self, query: Selector<SelectModel<M>>) -> impl Future<Output = Result<Vec<M>>> + Send
    where
        M: FromQueryResult + Send + Sync,
    {
        async { query.all(self.conn()).await.map_err(failed) }
    }
}

/// An open transaction. Committed explicitly; dropped, it never happened.
pub struct Tx {
    sql: DatabaseTransaction,
    actor: Actor,
    now: Instant,
    random: Random,
    wakes: Vec<Wake>,
    bell: broadcast::Sender<Wake>,
}

impl Source for Tx {
    type Conn = DatabaseTransaction;

    fn conn(&self) -> &Self::Conn {
        &self.sql
    }

    fn actor(&self) -> &Actor {
        &self.actor
    }

    fn now(&self) -> Instant {
        self.now
    }
}

impl Tx {
    pub(crate) fn new(
        sql: DatabaseTransaction,
        actor: Actor,
        now: Instant,
        random: Random,
        bell: broadcast::Sender<Wake>,
    ) -> Self {
        Self { sql, actor, now, random, wakes: Vec::new(), bell }
    }

    pub fn random(&self) -> &Random {
        &self.random
    }

    /// A new id of any kind.
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.random.id(self.now).into()
    }

    pub async fn insert<A>(&mut self, row: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        row.insert(&self.sql).await.map_err(failed)
    }

    /// Inserts many rows at once; nothing when there are none.
    pub async fn insert_all<A>(&mut self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
    {
        if rows.is_empty() {
            return Ok(());
        }
        <A::Entity as EntityTrait>::insert_many(rows).exec_without_returning(&self.sql).await.map(drop).map_err(failed)
    }

    /// Compare-and-swap: exactly one row, or somebody was first.
    pub async fn swap<E: EntityTrait>(&mut self, update: UpdateMany<E>) -> Result<()> {
        match self.update(update).await? {
            1 => Ok(()),
            _ => Err(Error::conflict("error-changed-meanwhile")),
        }
    }

    /// How many rows changed.
    pub async fn update<E: EntityTrait>(&mut self, update: UpdateMany<E>) -> Result<u64> {
        Ok(update.exec(&self.sql).await.map_err(failed)?.rows_affected)
    }

    /// How many rows went.
    pub async fn delete<E: EntityTrait>(&mut self, delete: DeleteMany<E>) -> Result<u64> {
        Ok(delete.exec(&self.sql).await.map_err(failed)?.rows_affected)
    }

    /// Makes the writers of one queue take turns until this transaction ends.
    pub async fn lock_queue(&mut self, name: &str) -> Result<()> {
        dialect::lock_queue(&self.sql, name).await
    }

    /// Writes down what was done outside cases (cases have a chained history of their own).
    pub async fn record(
        &mut self,
        kind: &str,
        subject: Option<Uuid>,
        label: &str,
        body: serde_json::Value,
    ) -> Result<()> {
        let row = audit::ActiveModel {
            id: Set(self.id::<AuditId>()),
            institution_id: Set(self.institution()),
            kind: Set(kind.to_owned()),
            subject: Set(subject),
            label: Set(label.to_owned()),
            actor_id: Set(self.actor.person.map(PersonId)),
            actor_name: Set(self.actor.name.clone()),
            at: Set(self.now),
            body: Set(body.to_string()),
        };
        self.insert(row).await.map(drop)
    }

    /// Rings after the commit, not before and not without it.
    pub fn wake(&mut self, wake: Wake) {
        if !self.wakes.contains(&wake) {
            self.wakes.push(wake);
        }
    }

    pub async fn commit(self) -> Result<()> {
        self.sql.commit().await.map_err(failed)?;
        for wake in self.wakes {
            // Nobody listening is fine: pages and workers also look by themselves.
            drop(self.bell.send(wake));
        }
        Ok(())
    }
}

/// Reads without a transaction.
#[derive(Clone)]
pub struct Read {
    conn: DatabaseConnection,
    actor: Actor,
    now: Instant,
}

impl Read {
    pub(crate) fn new(conn: DatabaseConnection, actor: Actor, now: Instant) -> Self {
        Self { conn, actor, now }
    }
}

impl Source for Read {
    type Conn = DatabaseConnection;

    fn conn(&self) -> &Self::Conn {
        &self.conn
    }

    fn actor(&self) -> &Actor {
        &self.actor
    }

    fn now(&self) -> Instant {
        self.now
    }
}

/// «Contains these letters» on a folded column, with the wildcards of the input taken literally on both databases.
pub fn contains(column: impl IntoColumnRef, folded: &str) -> SimpleExpr {
    let escaped = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Expr::col(column).like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}
