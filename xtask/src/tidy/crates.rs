//! Rules about Cargo manifests: who may depend on whom, and where crates come from.

use super::tree::Tree;

/// Which of our crates each crate may see, and which weight it must never carry.
const WALLS: [(&str, &[&str], &[&str]); 10] = [
    ("kernel", &[], &["tokio", "axum", "sea-orm", "minijinja", "typst"]),
    ("procedure", &["kernel"], &["tokio", "axum", "sea-orm", "sqlx", "minijinja", "typst"]),
    ("importer", &["kernel", "procedure"], &["tokio", "axum", "sea-orm", "sqlx", "minijinja", "typst"]),
    ("mail", &["kernel"], &["tokio", "axum", "sea-orm", "sqlx", "minijinja", "typst"]),
    ("db", &["kernel"], &["axum", "minijinja", "typst"]),
    ("paper", &["kernel"], &["tokio", "axum", "sea-orm", "sqlx"]),
    ("gateways", &["kernel"], &["axum", "sea-orm", "sqlx", "minijinja", "typst"]),
    ("domain", &["kernel", "procedure", "db", "mail"], &["axum", "tower-http", "minijinja", "typst", "sqlx"]),
    ("web", &["kernel", "procedure", "importer", "domain"], &["sea-orm", "sea-orm-migration", "sqlx", "typst"]),
    ("app", &["kernel", "procedure", "importer", "db", "paper", "gateways", "domain", "web"], &["typst"]),
];

/// Each crate sees only the rooms below it.
pub(super) fn dependencies(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    let ours: Vec<&str> = WALLS.iter().map(|(name, _, _)| *name).collect();
    for file in tree.under("crates/", "/Cargo.toml") {
        let name = file.path.split('/').nth(1).unwrap_or_default();
        let Some((_, may_see, never)) = WALLS.iter().find(|(wall, _, _)| *wall == name) else {
            complaints.push(format!("{}: a new crate: give it its walls in xtask/src/tidy/crates.rs", file.path));
            continue;
        };
        for (number, dependency) in named_dependencies(&file.text) {
            let foreign = ours.contains(&dependency) && !may_see.contains(&dependency);
            if foreign || never.contains(&dependency) {
                let advice = "move what needs it to the crate that may have it (ARCHITECTURE.md, code map)";
                complaints.push(format!("{}:{number}: {name} may not depend on {dependency}: {advice}", file.path));
            }
        }
    }
    complaints
}

/// What `[dependencies]` and `[build-dependencies]` name; tests may see more.
fn named_dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut inside = false;
    let mut names = Vec::new();
    for (i, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(section) = line.strip_prefix('[') {
            inside = ["dependencies]", "build-dependencies]"].contains(&section);
            let dotted = ["dependencies.", "build-dependencies."].iter().find_map(|p| section.strip_prefix(p));
            names.extend(dotted.map(|d| (i + 1, d.trim_end_matches(']'))));
        } else if inside && !line.starts_with('#') {
            names.extend(line.split(['=', '.']).next().map(str::trim).filter(|n| !n.is_empty()).map(|n| (i + 1, n)));
        }
    }
    names
}

/// Rust crates come from crates.io, and the browser tests' lock file names no address at all.
pub(super) fn registries(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in tree.under("", ".lock") {
        let foreign =
            |line: &str| line.starts_with("source = ") && !line.contains("github.com/rust-lang/crates.io-index");
        let lines = file.lines().filter(|(_, line)| foreign(line));
        complaints.extend(lines.map(|(n, line)| format!("{}:{n}: {line}: take the crate from crates.io", file.path)));
    }
    for file in tree.under("", "package-lock.json") {
        let lines = file.lines().filter(|(_, line)| line.contains("\"resolved\""));
        let advice = "remake it where omit-lockfile-registry-resolved is on (e2e/.npmrc)";
        complaints.extend(lines.map(|(n, _)| format!("{}:{n}: names a registry: {advice}", file.path)));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_face_may_not_reach_the_database() {
        let manifest = "[package]\nname = \"web\"\n[dependencies]\ndb = { workspace = true }\nsea-orm.workspace = true\ndomain = \"1\"\n";
        let complaints = dependencies(&Tree::of(&[("crates/web/Cargo.toml", manifest)]));
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(complaints[0].starts_with("crates/web/Cargo.toml:4: web may not depend on db"));
        assert!(complaints[1].starts_with("crates/web/Cargo.toml:5: web may not depend on sea-orm"));
    }

    #[test]
    fn tests_of_a_crate_may_see_more() {
        let manifest = "[dependencies.kernel]\nworkspace = true\n[dev-dependencies]\ntokio = \"1\"\n";
        assert!(dependencies(&Tree::of(&[("crates/procedure/Cargo.toml", manifest)])).is_empty());
        let dotted = "[dependencies.tokio]\nworkspace = true\n";
        assert_eq!(dependencies(&Tree::of(&[("crates/procedure/Cargo.toml", dotted)])).len(), 1);
    }

    #[test]
    fn a_new_crate_needs_walls() {
        assert_eq!(dependencies(&Tree::of(&[("crates/attic/Cargo.toml", "")])).len(), 1);
    }

    #[test]
    fn a_crate_from_elsewhere_is_refused() {
        let lock = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\nsource = \"git+https://example.org/x\"\n";
        let npm = "\"resolved\": \"https://example.org/a.tgz\",\n\"integrity\": \"sha512\"";
        let tree = Tree::of(&[("Cargo.lock", lock), ("e2e/package-lock.json", npm)]);
        assert_eq!(registries(&tree).len(), 2);
    }
}
