//! Tables as spreadsheets.
