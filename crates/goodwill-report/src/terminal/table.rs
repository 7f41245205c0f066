//! Tables of aligned columns, in plain text.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, presets};

/// Rows under a header with a rule between them, never wider than `width`.
///
/// `columns` has a letter for each column: `l` for text, aligned left and wrapped where it must be; `w` for words and
/// `r` for numbers, aligned left and right and never broken.
///
/// ```
/// let rows = [("one", 1), ("a thousand", 1000)].map(|(word, number)| vec![word.to_owned(), number.to_string()]);
/// let table = goodwill_report::terminal::table("lr", &["word", "number"], rows, 80);
/// assert_eq!(table, "word        number\n──────────────────\none              1\na thousand    1000\n");
/// ```
#[must_use]
pub fn table(
    columns: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    width: u16,
) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(Row::from(header))
        .add_rows(rows);
    for (index, (column, kind)) in table.column_iter_mut().zip(columns.chars()).enumerate() {
        column.set_padding((u16::from(index > 0) * 2, 0));
        if kind != 'l' {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        if kind == 'r' {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = table.lines().collect();
    let across = lines
        .iter()
        .map(|line| textwrap::core::display_width(line.trim_end()))
        .max();
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        out.push_str(line.trim_end());
        out.push('\n');
        if index == 0 {
            out.push_str(&"─".repeat(across.unwrap_or(0)));
            out.push('\n');
        }
    }
    out
}

/// Sentences, each after a bullet, wrapped with a hanging indent.
#[must_use]
pub fn bullets<'a>(sentences: impl IntoIterator<Item = &'a str>, width: u16) -> String {
    let options = textwrap::Options::new(width.into())
        .initial_indent("• ")
        .subsequent_indent("  ");
    sentences
        .into_iter()
        .map(|sentence| textwrap::fill(sentence, &options) + "\n")
        .collect()
}
