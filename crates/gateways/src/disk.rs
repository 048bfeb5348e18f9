//! Files on the local disk, each under the SHA-256 of its content: `files/ab/cdef…`.

use kernel::{
    Error, Result,
    ports::{Boxed, FileStore},
    random::sha256,
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};
use tokio::{fs, io::AsyncWriteExt as _};

/// A folder of content-addressed files.
#[derive(Debug)]
pub struct DiskFiles {
    dir: PathBuf,
    /// Tells half-written files of this process apart.
    writing: AtomicU64,
}

impl DiskFiles {
    /// Uses (and makes, when needed) that folder.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self> {
        let dir = dir.into();
        std::fs::create_dir_all(&dir).map_err(Error::unavailable)?;
        Ok(Self { dir, writing: AtomicU64::new(0) })
    }

    fn path(&self, sha256: &str) -> Option<PathBuf> {
        let plain = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
        plain.then(|| self.dir.join(&sha256[..2]).join(&sha256[2..]))
    }

    async fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if fs::try_exists(path).await? {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.dir);
        fs::create_dir_all(folder).await?;
        let n = self.writing.fetch_add(1, Ordering::Relaxed);
        let unfinished = folder.join(format!("{}-{n}.part", std::process::id()));
        let mut file = fs::File::create(&unfinished).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        // The name appears only once the content is whole and on the disk; the folder's own entry is flushed too.
        fs::rename(&unfinished, path).await?;
        fs::File::open(folder).await?.sync_all().await
    }
}

impl FileStore for DiskFiles {
    fn put(&self, bytes: Vec<u8>) -> Boxed<'_, Result<String>> {
        Box::pin(async move {
            let name = sha256(&bytes);
            let path = self.path(&name).ok_or_else(|| Error::internal("a hash has 64 digits"))?;
            self.write(&path, &bytes).await.map_err(Error::unavailable)?;
            Ok(name)
        })
    }

    fn get<'a>(&'a self, name: &'a str) -> Boxed<'a, Result<Vec<u8>>> {
        Box::pin(async move {
            let path = self.path(name).ok_or_else(|| Error::not_found("error-not-found"))?;
            let bytes = fs::read(&path).await.map_err(|e| match e.kind() {
                io::ErrorKind::NotFound => Error::not_found("file-gone").with_source(e),
                _ => Error::unavailable(e),
            })?;
            if sha256(&bytes) == name {
                Ok(bytes)
            } else {
                Err(Error::internal(format!("the file {name} was changed on the disk")))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Kind;

    fn store() -> (tempfile::TempDir, DiskFiles) {
        let dir = tempfile::tempdir().unwrap();
        let files = DiskFiles::open(dir.path().join("files")).unwrap();
        (dir, files)
    }

    #[tokio::test]
    async fn the_same_content_is_one_file_under_its_hash() {
        let (_dir, files) = store();
        let name = files.put(b"hola".to_vec()).await.unwrap();
        assert_eq!(files.put(b"hola".to_vec()).await.unwrap(), name);
        assert_eq!(files.get(&name).await.unwrap(), b"hola");
    }

    #[tokio::test]
    async fn a_changed_byte_is_found() {
        let (dir, files) = store();
        let name = files.put(b"hola".to_vec()).await.unwrap();
        std::fs::write(dir.path().join("files").join(&name[..2]).join(&name[2..]), b"hula").unwrap();
        assert_eq!(files.get(&name).await.unwrap_err().kind, Kind::Internal);
    }

    #[tokio::test]
    async fn a_name_is_never_a_path() {
        let (_dir, files) = store();
        for name in ["../../etc/passwd", "", "zz"] {
            assert_eq!(files.get(name).await.unwrap_err().kind, Kind::NotFound);
        }
        assert_eq!(files.get(&"0".repeat(64)).await.unwrap_err().kind, Kind::NotFound);
    }
}
