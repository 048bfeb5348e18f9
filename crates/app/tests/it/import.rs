//! `cabildo procedures import` as a person runs it.

use super::{run, told};
use std::fs;

const MANUAL: &str = "PROCESO: Préstamo de equipos\n\nNo.\tResponsable\tActividad\n1\tUsuario\tSolicita un equipo\n\
                      2\tTécnico\tLo revisa; si no enciende, regresa al paso 1\n";

#[test]
fn a_manual_becomes_a_folder_of_files_with_what_has_to_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("manual.txt"), folder.path().join("borrador"));
    fs::write(&file, MANUAL).unwrap();
    let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());

    let imported = run(&["procedures", "import", file, "--out", out]);
    assert!(imported.status.success(), "{}{}", told(&imported.stdout), told(&imported.stderr));
    assert!(told(&imported.stdout).contains("fuente.txt: "), "{}", told(&imported.stdout));
    let procedure = fs::read_to_string(format!("{out}/prestamo_equipos.yaml")).unwrap();
    assert!(procedure.contains("regresa: solicita_equipo"), "{procedure}");
    assert!(fs::read_to_string(format!("{out}/fuente.txt")).unwrap().contains("Préstamo"));

    let again = run(&["procedures", "import", file, "--out", out]);
    assert_eq!(again.status.code(), Some(1));
    assert!(told(&again.stderr).contains("--force"), "{}", told(&again.stderr));
    let forced = run(&["procedures", "import", file, "--out", out, "--force", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&forced.stdout).unwrap();
    assert_eq!(json["archivos"][0], "manual.yaml");
    assert!(json["revision"].as_array().is_some_and(|found| !found.is_empty()));
}

#[test]
fn what_is_no_manual_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("foto.pdf");
    fs::write(&file, b"%PDF-1.7 \0").unwrap();
    let out = folder.path().join("borrador");
    let refused = run(&["procedures", "import", file.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused.stderr).contains("DOCX"), "{}", told(&refused.stderr));
    assert!(!out.exists());
}
