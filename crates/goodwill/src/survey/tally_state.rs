//! Tallies as bytes: to send them between machines, or to keep them until the next batch comes.

use super::FractionalScores;
use super::scale::{OffScale, Polarity, Scale};
use super::tally::{PointWeight, Tally};
use crate::choice::Choice;
use crate::error::Result;
use crate::numeric::sum::ExactSum;
use crate::state::{Format, Reader, invalid, seal};
use alloc::vec::Vec;

const FORMAT: Format = Format {
    magic: *b"GWTY",
    version: 1,
    other: "is no state of a tally",
};

impl Tally {
    /// The tally as bytes, the same on every platform.
    ///
    /// Little-endian: magic, version, the scale, missing and invalid answers, the counts from the lowest point up, with
    /// weights the exact sums of them and of their squares, and a checksum of everything before it.
    ///
    /// ```
    /// use goodwill::survey::{Scale, Tally};
    ///
    /// let tally = Tally::weighted(&[5.0, 4.0, 2.0], &[0.1, 0.2, 0.3], &Scale::new(1, 5)?)?;
    /// let mut again = Tally::from_bytes(&tally.to_bytes())?;
    /// assert_eq!(again, tally);
    /// again.merge(&tally)?;
    /// assert_eq!(again.counts(), [0, 2, 0, 2, 2]);
    /// assert!(Tally::from_bytes(&tally.to_bytes()[..40]).is_err());
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let scale = self.scale();
        let mut bytes = FORMAT.begin(64 + 8 * self.counts().len());
        bytes.extend(scale.minimum().to_le_bytes());
        bytes.extend(scale.maximum().to_le_bytes());
        bytes.push(scale.good_end().number() as u8);
        bytes.push(scale.off_scale_treatment().number() as u8);
        bytes.push(scale.fractional_treatment().number() as u8);
        bytes.push(u8::from(self.is_weighted()));
        for count in [self.missing(), self.invalid(), scale.codes().len() as u64] {
            bytes.extend(count.to_le_bytes());
        }
        bytes.extend(scale.codes().iter().flat_map(|code| code.to_le_bytes()));
        bytes.extend(self.counts().iter().flat_map(|count| count.to_le_bytes()));
        for point in self.weights.iter().flatten() {
            bytes.extend(point.sum.to_bytes());
            bytes.extend(point.squares.to_bytes());
        }
        seal(bytes)
    }

    /// The tally that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`InvalidState`](crate::ErrorCode::InvalidState) when the bytes are truncated, damaged, contradict themselves or are of
    /// an unknown version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = FORMAT.open(bytes)?;
        let (minimum, maximum) = (reader.array()?, reader.array()?);
        let [polarity, off_scale, fractional, weighted] = reader.array()?;
        let (missing, invalid_answers, codes) = (reader.count()?, reader.count()?, reader.count()?);
        let codes: Vec<i32> = reader
            .elements(codes)?
            .iter()
            .copied()
            .map(i32::from_le_bytes)
            .collect();
        let scale = Scale::new(i32::from_le_bytes(minimum), i32::from_le_bytes(maximum))
            .and_then(|scale| scale.missing_codes(&codes))
            .map_err(|_| invalid("holds an impossible scale"))?
            .polarity(choice::<Polarity>(polarity)?)
            .off_scale(choice::<OffScale>(off_scale)?)
            .fractional(choice::<FractionalScores>(fractional)?);
        let counts = reader.elements(scale.points() as u64)?;
        let counts: Vec<u64> = counts.iter().copied().map(u64::from_le_bytes).collect();
        let total = counts
            .iter()
            .try_fold(0_u64, |total, &count| total.checked_add(count));
        let mut contradicts = total.is_none();
        let weights = match weighted {
            0 => None,
            1 => {
                let mut points = Vec::with_capacity(counts.len());
                for &count in &counts {
                    let point = PointWeight {
                        sum: sum(&mut reader)?,
                        squares: sum(&mut reader)?,
                    };
                    let nobody = count == 0 && point != PointWeight::default();
                    let of_weights = point.sum.value() >= 0.0 && point.squares.value() >= 0.0;
                    contradicts |= nobody || !of_weights;
                    points.push(point);
                }
                Some(points)
            }
            _ => return Err(invalid("holds an unknown number of a choice")),
        };
        reader.end()?;
        if contradicts {
            return Err(invalid("holds counts that contradict each other"));
        }
        let mut tally = Self::from_counts(&counts, missing, &scale)?.with_invalid(invalid_answers);
        tally.weights = weights;
        Ok(tally)
    }
}

fn choice<T: Choice>(number: u8) -> Result<T> {
    T::from_number("bytes", number.into()).map_err(|_| invalid("holds an unknown number of a choice"))
}

fn sum(reader: &mut Reader<'_>) -> Result<ExactSum> {
    let (sum, rest) = ExactSum::from_bytes(reader.bytes).map_err(|error| error.rename("bytes"))?;
    reader.bytes = rest;
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn tallies() -> [Tally; 3] {
        let scale = Scale::new(-1, 4).unwrap().missing_codes(&[98, -99]).unwrap();
        let scale = scale.polarity(Polarity::LowIsGood).off_scale(OffScale::Count);
        let answers = [4.0, 98.0, 7.0, -1.0, 0.0, f64::NAN, 4.0];
        [
            Tally::new(&Scale::new(0, 249).unwrap().fractional(FractionalScores::HalfOpen)),
            Tally::of(&answers, &scale).unwrap(),
            Tally::weighted(&answers, &[0.1, 1.0, 1.0, 1e300, 0.0, 1.0, 1e-300], &scale).unwrap(),
        ]
    }

    #[test]
    fn bytes_are_the_tally() {
        for tally in tallies() {
            let bytes = tally.to_bytes();
            assert_eq!(Tally::from_bytes(&bytes).unwrap(), tally);
            assert_eq!(Tally::from_bytes(&bytes).unwrap().to_bytes(), bytes);
        }
    }

    #[test]
    fn every_damage_is_seen() {
        for tally in tallies() {
            let bytes = tally.to_bytes();
            for end in 0..bytes.len() {
                assert_eq!(
                    Tally::from_bytes(&bytes[..end]).unwrap_err().code(),
                    ErrorCode::InvalidState
                );
            }
            for place in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[place] ^= 0x10;
                let error = Tally::from_bytes(&damaged).unwrap_err();
                assert_eq!(
                    (error.code(), error.parameter()),
                    (ErrorCode::InvalidState, "bytes")
                );
            }
            let mut longer = bytes.clone();
            longer.push(0);
            assert!(Tally::from_bytes(&longer).is_err());
        }
    }

    #[test]
    fn contradictions_under_a_right_checksum_are_seen() {
        let resealed = |tally: &Tally, place: usize, byte: u8| {
            let mut bytes = tally.to_bytes();
            bytes.truncate(bytes.len() - 8);
            bytes[place] = byte;
            Tally::from_bytes(&seal(bytes)).unwrap_err().to_string()
        };
        let [_, plain, weighted] = tallies();
        assert_eq!(
            resealed(&plain, 4, 9),
            "bytes: is of a version this library does not know"
        );
        assert_eq!(resealed(&plain, 15, 0x80), "bytes: holds an impossible scale");
        for choice in 16..20 {
            assert_eq!(
                resealed(&plain, choice, 7),
                "bytes: holds an unknown number of a choice"
            );
        }
        assert_eq!(resealed(&weighted, 19, 0), "bytes: goes on after its end");
        // The counts begin after the scale, three counts and two codes: nobody answered 1.
        let counts = 20 + 3 * 8 + 2 * 4;
        assert_eq!(weighted.counts(), [1, 1, 0, 0, 0, 2]);
        assert_eq!(
            resealed(&weighted, counts, 0),
            "bytes: holds counts that contradict each other"
        );
        let mut bytes = plain.to_bytes();
        bytes.truncate(bytes.len() - 8);
        bytes[counts..counts + 16].fill(0xff);
        let error = Tally::from_bytes(&seal(bytes)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "bytes: holds counts that contradict each other"
        );
    }
}
