//! What type of number an answer may be.

/// A type of number that a column of answers may have: every integer up to 64 bits and both floats.
///
/// NaN is a missing answer. The trait is sealed.
pub trait Answer: sealed::Number {}

/// Answers that are bytes, which can be counted a register at a time.
#[allow(unreachable_pub)] // named by the sealed trait
#[derive(Debug, Clone, Copy)]
pub enum Bytes<'a> {
    /// `u8`.
    Unsigned(&'a [u8]),
    /// `i8`.
    Signed(&'a [i8]),
}

mod sealed {
    use super::Bytes;

    pub trait Number: Copy + Sync {
        /// The answer; a 64-bit integer off every scale may be rounded, which leaves it off the scale.
        fn to_f64(self) -> f64;

        /// The answers as bytes, if that is what they are.
        fn bytes(_: &[Self]) -> Option<Bytes<'_>> {
            None
        }
    }
}

macro_rules! answers {
    ($($type:ty: $answer:ident => $float:expr $(, bytes $variant:ident)?;)*) => {$(
        impl Answer for $type {}
        impl sealed::Number for $type {
            fn to_f64(self) -> f64 {
                let $answer = self;
                $float
            }
            $(fn bytes(answers: &[Self]) -> Option<Bytes<'_>> {
                Some(Bytes::$variant(answers))
            })?
        }
    )*};
}

answers! {
    u8: answer => f64::from(answer), bytes Unsigned;
    i8: answer => f64::from(answer), bytes Signed;
    u16: answer => f64::from(answer);
    i16: answer => f64::from(answer);
    u32: answer => f64::from(answer);
    i32: answer => f64::from(answer);
    u64: answer => answer as f64;
    i64: answer => answer as f64;
    f32: answer => f64::from(answer);
    f64: answer => answer;
}
