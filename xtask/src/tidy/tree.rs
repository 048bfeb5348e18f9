//! The files of the repository as texts, read once for all rules.

use std::{fs, path::Path};

/// What is made by tools or belongs to one machine.
const SKIPPED_FOLDERS: [&str; 6] = ["target", ".git", "node_modules", "cabildo-data", "shots", ".mirror"];

/// A text file: its path from the root, with slashes, and what it says.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// The part of the path after the last dot.
    pub(crate) fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ext)| ext)
    }

    /// Lines with their numbers, counted from one.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(i, line)| (i + 1, line))
    }
}

/// Every text file, and the paths of everything.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
    /// Files and folders, also those that are no text.
    pub(crate) paths: Vec<String>,
}

impl Tree {
    /// Reads the repository below `root`.
    pub(crate) fn read(root: &Path) -> Result<Self, String> {
        let mut tree = Self::default();
        tree.walk(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    fn walk(&mut self, dir: &Path, prefix: &str) -> Result<(), String> {
        let entries = fs::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
        for entry in entries {
            let entry = entry.map_err(|e| format!("{}: {e}", dir.display()))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().map_err(|e| format!("{path}: {e}"))?;
            if kind.is_dir() {
                if !SKIPPED_FOLDERS.contains(&name.as_str()) {
                    self.walk(&entry.path(), &format!("{path}/"))?;
                    self.paths.push(path);
                }
            } else {
                // What is no UTF-8 (fonts, pictures) has no text to judge; a file that just went away is nobody's breach.
                if let Ok(text) = fs::read_to_string(entry.path()) {
                    self.files.push(File { path: path.clone(), text });
                }
                self.paths.push(path);
            }
        }
        Ok(())
    }

    /// Whether a file or folder of that name exists.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.paths.iter().any(|p| p == path.trim_end_matches('/'))
    }

    /// The files whose path starts and ends so.
    pub(crate) fn under<'a>(&'a self, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |f| f.path.starts_with(start) && f.path.ends_with(end))
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self {
            files: files.iter().map(file).collect(),
            paths: files.iter().map(|(path, _)| (*path).to_owned()).collect(),
        }
    }
}
