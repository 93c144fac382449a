//! Tables for spreadsheets. A cell that a spreadsheet would take for a formula is made plain text (TRUST 5).

/// One table, with its heading as the first row.
#[must_use]
pub fn table<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// In quotes always; `'` before whatever begins like a formula.
fn cell(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{feff}']).chars().next();
    let is_formula = begins.is_some_and(|first| "=+-@\t\r\n|%".contains(first));
    let plain = text.replace('"', "\"\"");
    let mark = if is_formula { "'" } else { "" };
    format!("\"{mark}{plain}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_quotes_are_doubled() {
        for formula in [
            "=HYPERLINK(1)",
            "+1",
            "-1",
            "@x",
            "\tx",
            " =1",
            "\u{feff}=1",
        ] {
            assert!(cell(formula).starts_with("\"'"), "{formula}");
        }
        assert_eq!(cell("Sam \"Sammy\" O'Neil"), "\"Sam \"\"Sammy\"\" O'Neil\"");
        assert_eq!(
            table([vec!["Name", "Role"], vec!["Sam", ""]]),
            "\"Name\",\"Role\"\r\n\"Sam\",\"\"\r\n"
        );
    }
}
