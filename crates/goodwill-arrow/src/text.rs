//! Numbers written as text, as spreadsheets and accounting systems write them.

use core::fmt;
use core::str::FromStr;
use goodwill::{Error, ErrorCode, Result};

/// Whether a text stands for "no value": nothing, or one of the words exports use.
///
/// Those are (in any case) `NA`, `N/A`, `#N/A`, `NaN`, `null`, `none`, `NaT`, `-`, `--` and `\N`.
#[must_use]
pub fn is_missing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text.len() <= 4
            && [
                "na", "n/a", "#n/a", "nan", "null", "none", "nat", "-", "--", "\\n",
            ]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text))
}

/// The decimal sign of a column of numbers. The other sign, spaces and apostrophes may group digits by threes.
///
/// ```
/// use goodwill_arrow::text::{NumberFormat, parse_number};
///
/// let value = |text, format| parse_number(text, format).map(|number| number.value);
/// assert_eq!(value("1,234.50", NumberFormat::Point), Some(1234.5));
/// assert_eq!(value("1.234,50 €", NumberFormat::Comma), Some(1234.5));
/// assert_eq!(value("(12.00)", NumberFormat::Point), Some(-12.0)); // accounting
/// assert_eq!(value("12.00-", NumberFormat::Point), Some(-12.0)); // SAP
/// assert_eq!(value("twelve", NumberFormat::Point), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NumberFormat {
    /// `1234.50` or `1,234.50`.
    #[default]
    Point,
    /// `1234,50` or `1.234,50`.
    Comma,
}

impl fmt::Display for NumberFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Point => "decimal_point",
            Self::Comma => "decimal_comma",
        })
    }
}

impl FromStr for NumberFormat {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        match text.trim() {
            "decimal_point" | "." => Ok(Self::Point),
            "decimal_comma" | "," => Ok(Self::Comma),
            _ => Err(Error::new(
                ErrorCode::InvalidChoice,
                "number_format",
                "must be one of decimal_point, decimal_comma",
            )
            .with_value(text)),
        }
    }
}

/// A number read from text, and the currency written beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number<'a> {
    /// The value.
    pub value: f64,
    /// The currency sign or code, as it is written.
    pub currency: Option<&'a str>,
}

/// Reads one number: `None` where the text is none. The value is the double nearest to what is written.
#[must_use]
pub fn parse_number(text: &str, format: NumberFormat) -> Option<Number<'_>> {
    if format == NumberFormat::Point
        && let Some(value) = plain(text.as_bytes())
    {
        return Some(Number {
            value,
            currency: None,
        });
    }
    decorated(text, format)
}

/// Digits, at most one point, perhaps a minus: what machines write. Exact as long as the digits fit 53 bits, because
/// both they and the power of ten are then exact and the one division rounds correctly.
pub(crate) fn plain(text: &[u8]) -> Option<f64> {
    const POWERS: [f64; 18] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    ];
    let (negative, body) = match text.strip_prefix(b"-") {
        Some(body) => (true, body),
        None => (false, text),
    };
    if body.is_empty() || body.len() > 18 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut point = None;
    for (i, byte) in body.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() && body.len() > 1 => point = Some(i),
            _ => return None,
        }
    }
    if mantissa > 1 << 53 {
        return None;
    }
    let decimals = point.map_or(0, |i| body.len() - 1 - i);
    let value = mantissa as f64 / POWERS[decimals];
    Some(if negative { -value } else { value })
}

/// The slow way: currency signs, grouping, accounting parentheses, trailing minus, exponents.
fn decorated(text: &str, format: NumberFormat) -> Option<Number<'_>> {
    let mut rest = text.trim();
    let mut negative = false;
    let mut currency = None;
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    // Signs and currency may come in either order on either side: -$12, $-12, 12 €-.
    for _ in 0..3 {
        if let Some(after) = rest.strip_prefix(['-', '\u{2212}']) {
            if core::mem::replace(&mut negative, true) {
                return None;
            }
            rest = after.trim_start();
        } else if let Some(after) = rest.strip_suffix(['-', '\u{2212}']) {
            if core::mem::replace(&mut negative, true) {
                return None;
            }
            rest = after.trim_end();
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after.trim_start();
        }
        let (sign, after) = take_currency(rest);
        if let Some(sign) = sign {
            if currency.is_some_and(|known| known != sign) {
                return None;
            }
            currency = Some(sign);
            rest = after;
        }
    }
    let value = grouped(rest, format)?;
    Some(Number {
        value: if negative { -value } else { value },
        currency,
    })
}

/// A currency sign or a code of two or three capitals at either end.
fn take_currency(text: &str) -> (Option<&str>, &str) {
    const SIGNS: [&str; 16] = [
        "US$", "R$", "$", "€", "£", "¥", "￥", "₹", "₩", "₽", "₺", "₫", "฿", "元", "円", "원",
    ];
    for sign in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(&text[..sign.len()]), rest.trim_start());
        }
        if let Some(rest) = text.strip_suffix(sign) {
            return (Some(&text[rest.len()..]), rest.trim_end());
        }
    }
    let capitals = |byte: &u8| byte.is_ascii_uppercase();
    let head = text.bytes().take_while(|byte| capitals(byte)).count();
    if (2..=3).contains(&head) && text.len() > head {
        return (Some(&text[..head]), text[head..].trim_start());
    }
    let tail = text.bytes().rev().take_while(|byte| capitals(byte)).count();
    if (2..=3).contains(&tail) && text.len() > tail {
        return (
            Some(&text[text.len() - tail..]),
            text[..text.len() - tail].trim_end(),
        );
    }
    (None, text)
}

fn is_group_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' | '_'
    )
}

/// Digits in groups, a decimal part and an exponent.
fn grouped(text: &str, format: NumberFormat) -> Option<f64> {
    let (decimal, group) = match format {
        NumberFormat::Point => ('.', ','),
        NumberFormat::Comma => (',', '.'),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i16>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut clean = String::with_capacity(text.len() + 8);
    let mut mark = None;
    let mut since = 0_usize;
    for c in whole.chars() {
        if c.is_ascii_digit() {
            clean.push(c);
            since += 1;
        } else if c == group || is_group_space(c) {
            // The first group has one to three digits and is not 0; the others have three (two in India, except the
            // last).
            let fits = match mark {
                None => (1..=3).contains(&since) && !clean.starts_with('0'),
                Some(known) => known == c && (2..=3).contains(&since),
            };
            if !fits {
                return None;
            }
            mark = Some(c);
            since = 0;
        } else {
            return None;
        }
    }
    if mark.is_some() && since != 3 {
        return None;
    }
    clean.push('.');
    clean.push_str(fraction);
    clean.push('e');
    clean.push_str(&exponent.to_string());
    clean.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Collects what the values of a text column say about its decimal sign.
///
/// ```
/// use goodwill_arrow::text::{NumberDetector, NumberFormat};
///
/// let mut detector = NumberDetector::default();
/// detector.see("1,234");
/// assert!(detector.format("amount").is_err()); // twelve hundred, or one and a quarter?
/// detector.see("1,5");
/// assert_eq!(detector.format("amount")?, NumberFormat::Comma);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct NumberDetector {
    point: Option<String>,
    comma: Option<String>,
    either_comma: Option<String>,
    either_point: Option<String>,
    currency: Option<String>,
    other_currency: Option<String>,
    numbers: u64,
    others: u64,
    first_other: Option<String>,
}

impl NumberDetector {
    /// Takes one value into account; missing ones say nothing.
    pub fn see(&mut self, text: &str) {
        if let Some(value) = plain(text.as_bytes())
            && value == value.trunc()
            && !text.contains('.')
        {
            self.numbers += 1;
            return;
        }
        if is_missing(text) {
            return;
        }
        let point = parse_number(text, NumberFormat::Point);
        let comma = parse_number(text, NumberFormat::Comma);
        let Some(number) = point.or(comma) else {
            self.others += 1;
            self.first_other.get_or_insert_with(|| text.to_owned());
            return;
        };
        self.numbers += 1;
        self.note_currency(number.currency);
        let slot = match (point, comma) {
            (Some(_), None) => &mut self.point,
            (None, Some(_)) => &mut self.comma,
            (Some(a), Some(b)) if a.value == b.value => return,
            _ if text.contains(',') => &mut self.either_comma,
            _ => &mut self.either_point,
        };
        slot.get_or_insert_with(|| text.to_owned());
    }

    fn note_currency(&mut self, currency: Option<&str>) {
        let Some(currency) = currency else { return };
        match &self.currency {
            None => self.currency = Some(currency.to_owned()),
            Some(known) if known != currency => {
                self.other_currency.get_or_insert_with(|| currency.to_owned());
            }
            Some(_) => {}
        }
    }

    /// Takes only the currency of a value into account, and refuses a second one.
    #[cfg(feature = "files")]
    pub(crate) fn check_currency(&mut self, name: &str, currency: &str) -> Result<()> {
        self.note_currency(Some(currency));
        self.one_currency(name)
    }

    fn one_currency(&self, name: &str) -> Result<()> {
        match (&self.currency, &self.other_currency) {
            (Some(one), Some(other)) => Err(Error::new(
                ErrorCode::Inconsistent,
                name.to_owned(),
                format!("mixes currencies ({one} and {other}): convert the amounts to one first"),
            )),
            _ => Ok(()),
        }
    }

    /// How many values were numbers in some format, and how many were not.
    #[must_use]
    pub fn seen(&self) -> (u64, u64) {
        (self.numbers, self.others)
    }

    /// Whether more values can still settle a question: only commas before three digits were seen.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.point.is_none() && self.comma.is_none() && self.either_comma.is_some()
    }

    /// Whether some value leaves no doubt about the decimal sign.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.point.is_some() || self.comma.is_some()
    }

    /// The one currency written beside the numbers, if any.
    #[must_use]
    pub fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// The decimal sign of the column called `name`. `1.234` alone is read as machines write it, with a decimal
    /// point; `1,234` alone is asked about; two currencies in one column are refused.
    pub fn format(&self, name: &str) -> Result<NumberFormat> {
        let error = |reason: String, value: &str| {
            Err(Error::new(ErrorCode::UnsupportedType, name.to_owned(), reason).with_value(value))
        };
        self.one_currency(name)?;
        if self.numbers == 0
            && let Some(text) = &self.first_other
        {
            return error("holds text, not numbers".into(), text);
        }
        match (&self.point, &self.comma, &self.either_comma, &self.either_point) {
            (Some(point), Some(comma), ..) => error(
                format!("mixes decimal points and decimal commas ({point:?} and {comma:?})"),
                comma,
            ),
            (None, Some(_), ..) => Ok(NumberFormat::Comma),
            (Some(_), None, ..) | (None, None, None, _) => Ok(NumberFormat::Point),
            (None, None, Some(text), _) => error(
                "could have a decimal comma or commas between thousands: give the number format \
                 (decimal_comma or decimal_point)"
                    .into(),
                text,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str, format: NumberFormat) -> Option<f64> {
        parse_number(text, format).map(|number| number.value)
    }

    #[test]
    fn numbers_as_people_write_them() {
        use NumberFormat::{Comma, Point};
        for (text, format, expected) in [
            ("0", Point, 0.0),
            ("-12.5", Point, -12.5),
            ("+12.5", Point, 12.5),
            (".5", Point, 0.5),
            ("5.", Point, 5.0),
            ("1e3", Point, 1_000.0),
            ("1.5E-02", Point, 0.015),
            ("1,234,567.89", Point, 1_234_567.89),
            ("12,34,567.00", Point, 1_234_567.0),
            ("1 234,50", Comma, 1_234.5),
            ("1\u{a0}234,50", Comma, 1_234.5),
            ("1\u{202f}234,50", Comma, 1_234.5),
            ("1'234.50", Point, 1_234.5),
            ("1.234.567", Comma, 1_234_567.0),
            ("$12.00", Point, 12.0),
            ("-$12.00", Point, -12.0),
            ("$-12.00", Point, -12.0),
            ("($12.00)", Point, -12.0),
            ("US$ 12", Point, 12.0),
            ("12,00 €", Comma, 12.0),
            ("EUR 12,00", Comma, 12.0),
            ("12.00 CNY", Point, 12.0),
            ("￥1,000.00", Point, 1_000.0),
            ("1000元", Point, 1_000.0),
            ("12.00-", Point, -12.0),
            ("\u{2212}12", Point, -12.0),
            (
                "123456789012345678901234567890",
                Point,
                123456789012345678901234567890.0,
            ),
            ("0.1234567890123456789", Point, 0.123_456_789_012_345_68),
        ] {
            assert_eq!(value(text, format), Some(expected), "{text}");
        }
        for (text, format) in [
            ("", Point),
            (".", Point),
            ("-", Point),
            ("--1", Point),
            ("-1-", Point),
            ("1,23", Point),
            ("1,2345", Point),
            ("1234,567", Point),
            ("1.5,5", Point),
            ("1.2.3", Point),
            ("1..2", Point),
            ("12 34", Point),
            ("inf", Point),
            ("nan", Point),
            ("1e999", Point),
            ("12 apples", Point),
            ("1,234'567", Point),
            ("€12$", Point),
            ("€", Point),
            ("1,50", Point),
            ("1.50", Comma),
            ("0x10", Point),
            ("12%", Point),
            ("2024-01-31", Point),
            ("e5", Point),
        ] {
            assert_eq!(value(text, format), None, "{text}");
        }
    }

    fn found(values: &[&str]) -> Result<NumberFormat> {
        let mut detector = NumberDetector::default();
        for value in values {
            detector.see(value);
        }
        detector.format("amount")
    }

    #[test]
    fn decimal_signs_are_found() {
        use NumberFormat::{Comma, Point};
        assert_eq!(found(&["12", "12.50"]), Ok(Point));
        assert_eq!(found(&["12", "12,50"]), Ok(Comma));
        assert_eq!(found(&["1,234.50"]), Ok(Point));
        assert_eq!(found(&["1.234,50"]), Ok(Comma));
        assert_eq!(found(&["1,234,567"]), Ok(Point));
        assert_eq!(found(&["1.234.567"]), Ok(Comma));
        assert_eq!(found(&["0,500"]), Ok(Comma));
        assert_eq!(found(&["1,234", "12.5"]), Ok(Point));
        assert_eq!(found(&["1.234", "12,5"]), Ok(Comma));
        assert_eq!(found(&["1.234"]), Ok(Point));
        assert_eq!(found(&["", "NA"]), Ok(Point));
        for (values, code) in [
            (&["1,234"][..], ErrorCode::UnsupportedType),
            (&["1,234", "1.234"], ErrorCode::UnsupportedType),
            (&["12.5", "12,5"], ErrorCode::UnsupportedType),
            (&["abc"], ErrorCode::UnsupportedType),
            (&["$12", "€12"], ErrorCode::Inconsistent),
        ] {
            assert_eq!(found(values).unwrap_err().code(), code, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn plain_numbers_are_the_nearest_doubles(text in "-?[0-9]{1,8}(\\.[0-9]{0,7})?") {
            prop_assert_eq!(plain(text.as_bytes()), text.parse().ok());
        }

        #[test]
        fn any_double_reads_back(bits in any::<u64>()) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            prop_assert_eq!(value(&number.to_string(), NumberFormat::Point), Some(number));
            prop_assert_eq!(value(&format!("{number:e}"), NumberFormat::Point), Some(number));
        }
    }
}
