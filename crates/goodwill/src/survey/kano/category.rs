//! What a pair of answers says about a feature.

use super::pairs::position;
use crate::choice::{Choice, choice};
use crate::error::{Error, ErrorCode, Result};
use crate::survey::Scale;
use crate::survey::respondents::named;
use crate::survey::scale::Reading;

choice! { "Kano category",
    /// What a feature is to a customer.
    KanoCategory {
        /// Delights where present, is not missed where absent: 魅力, delighter.
        Attractive = 0, "attractive";
        /// The more the better, the less the worse: 期望, performance.
        OneDimensional = 1, "one_dimensional";
        /// Taken for granted; its absence angers: 基本, basic.
        MustBe = 2, "must_be";
        /// Neither wanted nor missed: 无差异.
        Indifferent = 3, "indifferent";
        /// Not wanted: 反向.
        Reverse = 4, "reverse";
        /// The two answers contradict each other: 可疑.
        Questionable = 5, "questionable";
    }
}

use KanoCategory::{Attractive, Indifferent, MustBe, OneDimensional, Questionable, Reverse};

impl KanoCategory {
    /// Every category, what must not be missed first: the order that decides between equal shares.
    pub(crate) const PRECEDENCE: [Self; 6] = [
        MustBe,
        OneDimensional,
        Attractive,
        Indifferent,
        Reverse,
        Questionable,
    ];

    /// Whether the feature would please or its absence displease: attractive, one-dimensional or must-be.
    pub(crate) fn matters(self) -> bool {
        matches!(self, Attractive | OneDimensional | MustBe)
    }
}

/// What category each of the 25 pairs of answers belongs to. The named variants differ where answers half contradict
/// each other; a practice that counts otherwise gives its own.
///
/// ```
/// use goodwill::survey::{KanoCategory::*, KanoPairs, KanoTable, kano_category};
///
/// // Who likes a feature and would live without it is counted as indifferent here.
/// let cautious = KanoTable::Custom([
///     [Questionable, Attractive, Attractive, Indifferent, OneDimensional],
///     [Reverse, Indifferent, Indifferent, Indifferent, MustBe],
///     [Reverse, Indifferent, Indifferent, Indifferent, MustBe],
///     [Reverse, Indifferent, Indifferent, Indifferent, MustBe],
///     [Reverse, Reverse, Reverse, Reverse, Questionable],
/// ]);
/// assert_eq!(kano_category(1.0, 4.0, &KanoPairs::scale(), cautious)?, Indifferent);
/// assert_eq!(kano_category(1.0, 4.0, &KanoPairs::scale(), KanoTable::Standard)?, Attractive);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum KanoTable {
    /// The table in general use: only like/like and dislike/dislike are questionable.
    #[default]
    Standard,
    /// Pouliot's revision: who expects a feature and expects its absence, or tolerates both, contradicts himself
    /// too. The pairs (2, 2) and (4, 4) are questionable and not indifferent.
    Pouliot,
    /// The caller's own: a row for each answer to the functional question, a column for each to the dysfunctional, both
    /// from "like" to "dislike".
    Custom([[KanoCategory; 5]; 5]),
}

/// The tables that a name stands for: a custom one is given by its cells.
impl Choice for KanoTable {
    const WHAT: &'static str = "Kano evaluation table";
    const ALL: &'static [Self] = &[Self::Standard, Self::Pouliot];

    fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Pouliot => "pouliot",
            Self::Custom(_) => "custom",
        }
    }

    fn number(self) -> i32 {
        match self {
            Self::Standard => 0,
            Self::Pouliot => 1,
            Self::Custom(_) => 2,
        }
    }
}

impl KanoTable {
    /// The caller's own table from five rows of five cells, each of which `category` reads.
    ///
    /// # Errors
    /// [`LengthMismatch`](ErrorCode::LengthMismatch) unless there are five rows of five; what `category` says of a cell,
    /// with its row, `table[1]`, and its column.
    pub fn custom<T, R: AsRef<[T]>>(
        rows: &[R],
        category: impl Fn(&T) -> Result<KanoCategory>,
    ) -> Result<Self> {
        if rows.len() != 5 {
            let reason = "must have five rows, from \"like\" to \"dislike\"";
            return Err(Error::new(ErrorCode::LengthMismatch, "table", reason).with_value(rows.len()));
        }
        let mut cells = [[Indifferent; 5]; 5];
        for (row, given) in rows.iter().enumerate() {
            let (name, given) = (named("table", row), given.as_ref());
            if given.len() != 5 {
                let reason = "must have five categories, from \"like\" to \"dislike\"";
                return Err(Error::new(ErrorCode::LengthMismatch, name, reason).with_value(given.len()));
            }
            for (column, cell) in given.iter().enumerate() {
                cells[row][column] = category(cell).map_err(|error| error.rename(name.clone()).at(column))?;
            }
        }
        Ok(Self::Custom(cells))
    }

    /// The category of a pair of answers, each counted from "I like it", 0, to "I dislike it", 4.
    #[must_use]
    pub(crate) fn at(self, functional: usize, dysfunctional: usize) -> KanoCategory {
        match (self, functional, dysfunctional) {
            (Self::Custom(cells), ..) => cells[functional][dysfunctional],
            (_, 0, 0) | (_, 4, 4) | (Self::Pouliot, 1, 1) | (Self::Pouliot, 3, 3) => Questionable,
            (_, 0, 4) => OneDimensional,
            (_, 0, _) => Attractive,
            (_, 4, _) | (_, _, 0) => Reverse,
            (_, _, 4) => MustBe,
            _ => Indifferent,
        }
    }
}

choice! { "rule for the category of a feature",
    /// How the answers of all respondents make one category.
    #[derive(Default)]
    KanoRule {
        /// The most frequent category; between equal ones M > O > A > I > R > Q.
        #[default]
        Mode = 0, "mode";
        /// First whether the feature matters (A + O + M > I + R + Q) or not, then the most frequent category on that
        /// side: attention is not spread thin over three kinds of interest.
        Grouped = 1, "grouped";
    }
}

/// The Kano category of one customer's pair of answers to a feature: how would you feel if it were there
/// (`functional`), and if it were not (`dysfunctional`)?
///
/// On the usual scale ([`KanoPairs::scale`](super::KanoPairs::scale)) 1 is "I like it", 2 "I expect it", 3 "I am
/// neutral", 4 "I can live with it", 5 "I dislike it". A scale where high is good counts them the other way; one of
/// three points leaves out 2 and 4.
///
/// | functional \ dysfunctional | like | expect | neutral | live with | dislike |
/// |---|---|---|---|---|---|
/// | like | Q | A | A | A | O |
/// | expect | R | I | I | I | M |
/// | neutral | R | I | I | I | M |
/// | live with | R | I | I | I | M |
/// | dislike | R | R | R | R | Q |
///
/// # Errors
/// [`Empty`](crate::ErrorCode::Empty) if an answer is missing; [`OutOfRange`](crate::ErrorCode::OutOfRange) at an answer
/// off the scale, or for a scale of other than 3 or 5 points; [`NotFinite`](crate::ErrorCode::NotFinite).
///
/// # Example
/// ```
/// use goodwill::survey::{KanoCategory, KanoPairs, KanoTable, kano_category};
///
/// let of = |functional, dysfunctional| {
///     kano_category(functional, dysfunctional, &KanoPairs::scale(), KanoTable::Standard)
/// };
/// assert_eq!(of(1.0, 3.0)?, KanoCategory::Attractive);
/// assert_eq!(of(2.0, 5.0)?, KanoCategory::MustBe);
/// assert_eq!(of(5.0, 1.0)?, KanoCategory::Reverse);
/// assert_eq!(of(6.0, 1.0).unwrap_err().to_string(), "functional[0]: must be between 1 and 5, got 6");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Kano, Seraku, Takahashi & Tsuji 1984; Berger et al. 1993, *Kano's methods for understanding customer-defined
/// quality*: the table, and Pouliot's revision of it.
pub fn kano_category(
    functional: f64,
    dysfunctional: f64,
    scale: &Scale,
    table: KanoTable,
) -> Result<KanoCategory> {
    let read = |parameter, answer| match scale.read(parameter, 0, answer)? {
        Reading::Point(point) => position(scale, point),
        Reading::Missing | Reading::Invalid => Err(Error::empty(parameter)),
    };
    Ok(table.at(
        read("functional", functional)?,
        read("dysfunctional", dysfunctional)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_and_its_absence_change_places() {
        // Reversing the scale and swapping the questions turns delight in presence into anger at absence.
        for table in [KanoTable::Standard, KanoTable::Pouliot] {
            for f in 0..5 {
                for d in 0..5 {
                    let expected = match table.at(f, d) {
                        Attractive => MustBe,
                        MustBe => Attractive,
                        other => other,
                    };
                    assert_eq!(table.at(4 - d, 4 - f), expected, "{f} {d}");
                }
            }
        }
    }

    #[test]
    fn a_table_spelled_out_is_that_table() {
        for table in [KanoTable::Standard, KanoTable::Pouliot] {
            let rows: [[KanoCategory; 5]; 5] =
                core::array::from_fn(|f| core::array::from_fn(|d| table.at(f, d)));
            let own = KanoTable::custom(&rows, |&category| Ok(category)).unwrap();
            assert_eq!(own, KanoTable::Custom(rows));
            assert_eq!(own.name(), "custom");
            assert!((0..25).all(|cell| own.at(cell / 5, cell % 5) == table.at(cell / 5, cell % 5)));
        }
    }

    #[test]
    fn a_table_is_five_by_five_categories() {
        let read = |name: &&str| KanoCategory::from_name("table", name);
        let row = ["reverse", "indifferent", "indifferent", "indifferent", "must_be"];
        let got = |rows: &[&[&'static str]]| KanoTable::custom(rows, read).unwrap_err().to_string();
        assert_eq!(
            got(&[&row[..]; 4]),
            "table: must have five rows, from \"like\" to \"dislike\", got 4"
        );
        assert_eq!(
            got(&[&row[..], &row, &row[1..], &row, &row]),
            "table[2]: must have five categories, from \"like\" to \"dislike\", got 4"
        );
        let wrong = ["reverse", "delighter", "indifferent", "indifferent", "must_be"];
        let error = KanoTable::custom(&[&row, &row, &row, &wrong, &row], read).unwrap_err();
        assert_eq!(
            (error.parameter(), error.index(), error.value()),
            ("table[3]", Some(1), Some("delighter"))
        );
        assert!(KanoTable::from_name("table", "custom").is_err());
    }

    #[test]
    fn swapped_questions_are_about_the_opposite_feature() {
        let table = KanoTable::Standard;
        for f in 0..5 {
            for d in 0..5 {
                let (here, there) = (table.at(f, d), table.at(d, f));
                match here {
                    Questionable | Indifferent => assert_eq!(there, here),
                    Reverse => assert!(there.matters()),
                    _ => assert_eq!(there, Reverse),
                }
            }
        }
    }
}
