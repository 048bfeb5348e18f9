//! What breaks at the demonstration, and how it is mended.

/// A kind of trouble, from the request to its end.
pub(super) struct Trouble {
    /// An entry of the pack's list of kinds of help.
    pub kind: &'static str,
    pub detail: &'static str,
    pub problem: &'static str,
    pub solution: &'static str,
    pub materials: &'static str,
    pub note: &'static str,
}

const fn trouble(
    kind: &'static str,
    detail: &'static str,
    problem: &'static str,
    solution: &'static str,
    materials: &'static str,
    note: &'static str,
) -> Trouble {
    Trouble { kind, detail, problem, solution, materials, note }
}

#[rustfmt::skip]
pub(super) const TROUBLES: [Trouble; 14] = [
    trouble("Impresora o escáner", "No imprime desde la mañana y parpadea una luz naranja.",
        "Cartucho negro agotado.", "Se cambió el cartucho y se imprimió una hoja de prueba.", "1 cartucho negro",
        "Quedan dos cartuchos en bodega."),
    trouble("Impresora o escáner", "El papel se atasca cada pocas hojas.",
        "Rodillo de arrastre gastado.", "Se limpió el rodillo y se ajustó la bandeja.", "",
        "Conviene pedir un rodillo nuevo."),
    trouble("Computadora que no enciende o va lenta", "Tarda mucho en abrir el sistema de cobros.",
        "Disco casi lleno.", "Se liberó espacio y se desactivaron programas de inicio.", "",
        "Le quedan 12 GB libres."),
    trouble("Computadora que no enciende o va lenta", "No enciende después del apagón de ayer.",
        "Fuente de poder quemada.", "Se cambió la fuente y se revisó el regulador.", "1 fuente de 500 W",
        "El regulador no era el adecuado."),
    trouble("Red o internet", "No hay conexión en dos escritorios.",
        "Cable suelto en el armario.", "Se crimpó de nuevo y se probó la velocidad.", "2 conectores RJ45",
        "El armario está sin llave."),
    trouble("Red o internet", "El internet se corta a cada rato.",
        "Punto de acceso reiniciándose por calor.", "Se cambió de lugar y se actualizó.", "", ""),
    trouble("Correo electrónico", "No recibe mensajes desde el lunes.",
        "Buzón lleno.", "Se archivaron mensajes de años anteriores.", "", "Se le mostró cómo archivar."),
    trouble("Programa o sistema municipal", "El sistema de catastro no muestra los mapas.",
        "Componente sin actualizar.", "Se instaló la versión vigente.", "", ""),
    trouble("Programa o sistema municipal", "Al cerrar la caja aparece un error de fecha.",
        "Formato regional equivocado.", "Se corrigió la configuración regional.", "", "Se revisó con la jefa de caja."),
    trouble("Contraseña o acceso", "Regresó de vacaciones y no puede entrar.",
        "Cuenta bloqueada por intentos.", "Se dio un enlace de un solo uso y eligió otra contraseña.", "", ""),
    trouble("Instalación de equipo o programa", "Necesita el lector de códigos en ventanilla 3.",
        "Equipo nuevo por instalar.", "Se instaló y se probó con tres recibos.", "1 lector de códigos", ""),
    trouble("Virus o archivo sospechoso", "Abrió un adjunto y aparecen ventanas.",
        "Programa publicitario instalado.", "Se quitó, se analizó el equipo y se explicó cómo reconocerlo.", "",
        "Se desconectó de la red mientras tanto."),
    trouble("Teléfono o extensión", "La extensión no da tono.",
        "Cable del aparato dañado.", "Se cambió el cable.", "1 cable de línea", ""),
    trouble("Otra ayuda", "El proyector del salón no reconoce la computadora.",
        "Entrada equivocada en el proyector.", "Se seleccionó la entrada y se dejó una guía pegada.", "", ""),
];
