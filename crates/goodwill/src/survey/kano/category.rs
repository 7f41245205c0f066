//! What a pair of answers says about a feature.

use super::pairs::position;
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::survey::Scale;
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

choice! { "Kano evaluation table",
    /// What category each of the 25 pairs of answers belongs to. The variants differ where answers half contradict
    /// each other.
    #[derive(Default)]
    KanoTable {
        /// The table in general use: only like/like and dislike/dislike are questionable.
        #[default]
        Standard = 0, "standard";
        /// Pouliot's revision: who expects a feature and expects its absence, or tolerates both, contradicts himself
        /// too. The pairs (2, 2) and (4, 4) are questionable and not indifferent.
        Pouliot = 1, "pouliot";
    }
}

impl KanoTable {
    /// The category of a pair of answers, each counted from "I like it", 0, to "I dislike it", 4.
    #[must_use]
    pub(crate) fn at(self, functional: usize, dysfunctional: usize) -> KanoCategory {
        let category = match (functional, dysfunctional) {
            (0, 0) | (4, 4) => Questionable,
            (0, 4) => OneDimensional,
            (0, _) => Attractive,
            (4, _) | (_, 0) => Reverse,
            (_, 4) => MustBe,
            _ => Indifferent,
        };
        match (self, functional, dysfunctional) {
            (Self::Pouliot, 1, 1) | (Self::Pouliot, 3, 3) => Questionable,
            _ => category,
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
