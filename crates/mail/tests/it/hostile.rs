use mail::{read, token, without_quotes};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_the_reader_fall(raw in proptest::collection::vec(any::<u8>(), 0..600)) {
        let letter = read(&raw);
        token(&letter);
    }

    #[test]
    fn no_headers_make_the_reader_fall(lines in proptest::collection::vec("(Subject|From|To|Date|Received|Content-Type|References|Content-Transfer-Encoding)?[: ].{0,80}", 0..12), body in ".{0,300}") {
        let letter = read(format!("{}\r\n\r\n{body}", lines.join("\r\n")).as_bytes());
        token(&letter);
    }

    #[test]
    fn something_is_always_left_of_a_text(text in "([>A-Za-zóé:,<@> 0-9\\-*_]{0,30}\n){0,12}") {
        prop_assert_eq!(without_quotes(&text).is_empty(), text.trim().is_empty());
        prop_assert!(without_quotes(&text).len() <= text.len());
    }
}
