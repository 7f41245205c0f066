//! From what stands in a cell to a point of a scale.

use super::plan::{ItemPlan, Words};
use crate::error::{Error, ErrorCode, Result};
use crate::purchase::Dictionary;
use crate::survey::scale::Reading;
use crate::survey::{OffScale, Scale};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A text as it is compared: without blanks around it, blanks within it single, small letters, and full-width forms
/// (５ ， Ａ) as the plain ones.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        let letter = match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            _ => letter,
        };
        if letter.is_whitespace() || letter == '\u{feff}' {
            if !plain.is_empty() && !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else {
            plain.extend(letter.to_lowercase());
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// The number a text writes in digits.
pub(super) fn number(plain: &str) -> Option<f64> {
    let digits = plain
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e'));
    plain.parse().ok().filter(|_| digits)
}

/// A text that stands for no answer, besides the empty one.
pub(super) type Blank = fn(&str) -> bool;

/// Reads the answers to one item.
#[derive(Debug, Clone)]
pub(super) struct ItemReader {
    pub(super) header: String,
    plan: ItemPlan,
    blank: Blank,
    /// The texts met so far, and what each stands for.
    seen: Dictionary,
    readings: Vec<Answer>,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Answer {
    /// The number given, and its point if there is a scale.
    Given(f64, u8),
    /// No answer.
    Missing,
    /// An answer the scale does not have.
    Invalid,
}

impl ItemReader {
    pub(super) fn new(header: &str, plan: ItemPlan, blank: Blank) -> Self {
        Self {
            header: header.into(),
            plan,
            blank,
            seen: Dictionary::default(),
            readings: Vec::new(),
        }
    }

    pub(super) fn scale(&self) -> Option<&Scale> {
        self.plan.scale.as_ref()
    }

    /// What a number stands for.
    ///
    /// # Errors
    /// A number off the scale, unless such are counted.
    #[inline]
    pub(super) fn number(&self, row: usize, answer: f64) -> Result<Answer> {
        if answer.is_nan() {
            return Ok(Answer::Missing);
        }
        let Some(scale) = &self.plan.scale else {
            if answer.is_infinite() {
                let reason = "must be a finite number, or missing";
                let error = Error::new(ErrorCode::NotFinite, self.header.clone(), reason);
                return Err(error.with_value(answer).at(row));
            }
            return Ok(Answer::Given(answer, 0));
        };
        match scale.read("answers", row, answer) {
            Ok(Reading::Point(point)) => Ok(Answer::Given(answer, point as u8)),
            Ok(Reading::Missing) => Ok(Answer::Missing),
            Ok(Reading::Invalid) => Ok(Answer::Invalid),
            Err(error) => Err(error.rename(self.header.clone())),
        }
    }

    /// What a text stands for.
    ///
    /// # Errors
    /// A text that is neither one of the words nor a number of the scale, unless such are counted.
    #[inline]
    pub(super) fn text(&mut self, row: usize, text: &str) -> Result<Answer> {
        let place = self.seen.place(text)? as usize;
        if place < self.readings.len() {
            return Ok(self.readings[place]);
        }
        let answer = self.meaning(row, text)?;
        self.readings.push(answer);
        Ok(answer)
    }

    #[cold]
    fn meaning(&self, row: usize, text: &str) -> Result<Answer> {
        let word = plain(text);
        if let Some(&code) = self.plan.words.get(&word) {
            return self.number(row, f64::from(code));
        }
        if word.is_empty() {
            return Ok(Answer::Missing);
        }
        if let Some(answer) = number(&word) {
            return self.number(row, answer).map_err(|error| error.with_value(text));
        }
        if (self.blank)(text) {
            return Ok(Answer::Missing);
        }
        let reason = match &self.plan.scale {
            Some(scale) if scale.off_scale_treatment() == OffScale::Count => return Ok(Answer::Invalid),
            Some(scale) => format!(
                "must be a number of {} to {}{}",
                scale.minimum(),
                scale.maximum(),
                listed(&self.plan.words)
            ),
            None => "must be a number".into(),
        };
        let error = Error::new(ErrorCode::InvalidChoice, self.header.clone(), reason);
        Err(error.with_value(format!("{text:?}")).at(row))
    }
}

fn listed(words: &Words) -> String {
    let mut list: Vec<(&i32, &String)> = words.iter().map(|(word, number)| (number, word)).collect();
    list.sort_unstable();
    let list: Vec<String> = list
        .iter()
        .map(|(number, word)| format!("{word} ({number})"))
        .collect();
    match &list[..] {
        [] => String::new(),
        list => format!(" or one of {}", list.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_plain() {
        for (text, expected) in [
            ("  Strongly \t Agree ", "strongly agree"),
            ("５", "5"),
            ("Ａ\u{3000}Ｂ", "a b"),
            ("非常满意", "非常满意"),
            ("", ""),
            ("\u{feff}Yes", "yes"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn digits_are_numbers_and_words_are_not() {
        assert_eq!(number("4"), Some(4.0));
        assert_eq!(number("-1.5"), Some(-1.5));
        for word in ["inf", "nan", "four", "", "-", "4 points"] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
