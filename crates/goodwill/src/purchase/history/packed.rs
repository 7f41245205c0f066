//! Columns in little memory: what fits in fewer bytes is kept in fewer bytes, and comes back bit for bit.

use alloc::{vec, vec::Vec};

/// Whole numbers, as distances from the least where these are small.
#[derive(Debug, Clone)]
pub(super) enum Identifiers {
    Near { base: i64, distances: Vec<u32> },
    Far(Vec<i64>),
}

/// Day numbers, as distances from the earliest where the column spans less than 180 years.
#[derive(Debug, Clone)]
pub(super) enum Days {
    Near { base: i32, distances: Vec<u16> },
    Far(Vec<i32>),
}

/// Amounts, as hundredths where all of them are.
#[derive(Debug, Clone)]
pub(super) enum Amounts {
    None,
    Hundredths(Vec<i32>),
    Doubles(Vec<f64>),
}

/// The elements of a column in their new places.
fn placed<T: Copy + Default, U: Copy>(from: &[U], places: &[u32], convert: impl Fn(U) -> T) -> Vec<T> {
    let mut to = vec![T::default(); from.len()];
    for (&value, &place) in from.iter().zip(places) {
        to[place as usize] = convert(value);
    }
    to
}

fn bounds<T: Copy + Ord>(values: &[T]) -> Option<(T, T)> {
    let first = *values.first()?;
    Some(values.iter().fold((first, first), |(low, high), &value| {
        (low.min(value), high.max(value))
    }))
}

impl Identifiers {
    /// Packs a column, its element `i` going to place `places[i]`.
    pub(super) fn pack(values: &[i64], places: &[u32]) -> Self {
        match bounds(values) {
            Some((base, high)) if high.checked_sub(base).is_some_and(|span| span < 1 << 32) => Self::Near {
                base,
                distances: placed(values, places, |value| (value - base) as u32),
            },
            _ => Self::Far(placed(values, places, |value| value)),
        }
    }

    /// Appends the elements of a range.
    #[inline]
    pub(super) fn unpack(&self, range: core::ops::Range<usize>, to: &mut Vec<i64>) {
        match self {
            Self::Near { base, distances } => {
                to.extend(
                    distances[range]
                        .iter()
                        .map(|&distance| base + i64::from(distance)),
                );
            }
            Self::Far(values) => to.extend_from_slice(&values[range]),
        }
    }
}

impl Days {
    fn base(values: &[i32]) -> Option<i32> {
        let (base, high) = bounds(values)?;
        (i64::from(high) - i64::from(base) <= i64::from(u16::MAX)).then_some(base)
    }

    pub(super) fn pack(values: &[i32], places: &[u32]) -> Self {
        match Self::base(values) {
            Some(base) => Self::Near {
                base,
                distances: placed(values, places, |day| (day - base) as u16),
            },
            None => Self::Far(placed(values, places, |day| day)),
        }
    }

    /// Packs a column whose elements stay where they are.
    pub(super) fn pack_in_order(values: &[i32]) -> Self {
        match Self::base(values) {
            Some(base) => Self::Near {
                base,
                distances: values.iter().map(|day| (day - base) as u16).collect(),
            },
            None => Self::Far(values.to_vec()),
        }
    }

    #[inline]
    pub(super) fn unpack(&self, range: core::ops::Range<usize>, to: &mut Vec<i32>) {
        match self {
            Self::Near { base, distances } => {
                to.extend(
                    distances[range]
                        .iter()
                        .map(|&distance| base + i32::from(distance)),
                );
            }
            Self::Far(values) => to.extend_from_slice(&values[range]),
        }
    }

    /// Writes the elements from `start` on.
    #[inline]
    pub(super) fn write(&self, start: usize, to: &mut [i32]) {
        match self {
            Self::Near { base, distances } => {
                for (to, &distance) in to.iter_mut().zip(&distances[start..]) {
                    *to = base + i32::from(distance);
                }
            }
            Self::Far(values) => to.copy_from_slice(&values[start..start + to.len()]),
        }
    }
}

/// An amount as a number of hundredths, of any size.
#[inline]
fn hundredths(amount: f64) -> f64 {
    // Adding and taking away 1.5 · 2^52 rounds to the nearest whole number.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    (amount * 100.0 + ROUND) - ROUND
}

#[inline]
fn from_hundredths(hundredths: i32) -> f64 {
    f64::from(hundredths) / 100.0
}

impl Amounts {
    /// Whether every amount is a number of hundredths that gives the amount back, bit for bit.
    fn are_hundredths(values: &[f64]) -> bool {
        // In short runs, so that the inner loop has no exit.
        values.chunks(256).all(|values| {
            let unlike = values.iter().fold(0_u32, |unlike, &amount| {
                let hundredths = hundredths(amount);
                let large = libm::fabs(hundredths) > 2_147_483_647.0;
                unlike | u32::from(large) | u32::from(hundredths / 100.0 != amount)
            });
            unlike == 0
        })
    }

    /// Packs a column; a negative zero becomes a positive one.
    pub(super) fn pack(values: Option<&[f64]>, places: &[u32]) -> Self {
        match values {
            None => Self::None,
            Some(values) if Self::are_hundredths(values) => {
                Self::Hundredths(placed(values, places, |amount| hundredths(amount) as i32))
            }
            Some(values) => Self::Doubles(placed(values, places, |amount| amount + 0.0)),
        }
    }

    /// Packs a column whose elements stay where they are.
    pub(super) fn pack_in_order(values: Option<&[f64]>) -> Self {
        match values {
            None => Self::None,
            Some(values) if Self::are_hundredths(values) => {
                Self::Hundredths(values.iter().map(|&amount| hundredths(amount) as i32).collect())
            }
            Some(values) => Self::Doubles(values.to_vec()),
        }
    }

    #[inline]
    pub(super) fn unpack(&self, range: core::ops::Range<usize>, to: &mut Vec<f64>) {
        match self {
            Self::None => {}
            Self::Hundredths(values) => {
                to.extend(values[range].iter().map(|&value| from_hundredths(value)));
            }
            Self::Doubles(values) => to.extend_from_slice(&values[range]),
        }
    }

    /// Writes the elements from `start` on.
    #[inline]
    pub(super) fn write(&self, start: usize, to: &mut [f64]) {
        match self {
            Self::None => {}
            Self::Hundredths(values) => {
                for (to, &value) in to.iter_mut().zip(&values[start..]) {
                    *to = from_hundredths(value);
                }
            }
            Self::Doubles(values) => to.copy_from_slice(&values[start..start + to.len()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_come_back_bit_for_bit() {
        for values in [
            vec![29.33, 0.0, -14.96, 1e6, 21_474_836.47],
            vec![29.333, 1.0],
            vec![f64::MAX, f64::MIN_POSITIVE, 0.1 + 0.2],
            vec![],
        ] {
            let mut back = Vec::new();
            let packed = Amounts::pack_in_order(Some(&values));
            packed.unpack(0..values.len(), &mut back);
            assert_eq!(back, values);
            let mut written = vec![0.0; values.len()];
            packed.write(0, &mut written);
            assert_eq!(written, values);
        }
        assert!(matches!(
            Amounts::pack_in_order(Some(&[0.07, 1.1])),
            Amounts::Hundredths(_)
        ));
        assert!(matches!(
            Amounts::pack_in_order(Some(&[1e15])),
            Amounts::Doubles(_)
        ));
    }

    #[test]
    fn identifiers_and_days_come_back() {
        for values in [
            vec![i64::MIN, i64::MAX, 0],
            vec![-5, 5, i64::from(u32::MAX) - 6],
            vec![7],
        ] {
            let places: Vec<u32> = (0..values.len() as u32).rev().collect();
            let mut back = Vec::new();
            Identifiers::pack(&values, &places).unpack(0..values.len(), &mut back);
            back.reverse();
            assert_eq!(back, values);
        }
        for values in [vec![-719_162, 2_932_896], vec![-65_535, 0], vec![3]] {
            let mut back = Vec::new();
            Days::pack_in_order(&values).unpack(0..values.len(), &mut back);
            assert_eq!(back, values);
        }
    }
}
