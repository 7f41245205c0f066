//! Structs the caller gives: they begin with their own size. NULL options are the defaults.

use crate::boundary::{In, null};
use bytemuck::Pod;
use goodwill::{Error, ErrorCode, Result};

/// The C form of an options struct of the core.
pub trait Options: Pod {
    /// The options of the core.
    type Core;
    /// Checks every field.
    fn parse(self) -> Result<Self::Core>;
    /// The core's defaults, as C writes them.
    fn defaults() -> Self;
}

impl<O: Options> In<O> {
    /// The options given, or the defaults for NULL.
    pub(crate) fn options(self) -> Result<O::Core> {
        if self.is_null() {
            O::defaults().parse()
        } else {
            self.given("options")
        }
    }

    /// A struct that begins with its size and must be given.
    pub(crate) fn given(self, parameter: &'static str) -> Result<O::Core> {
        // The size is read first and alone: a struct of another size must not be read as if it were this one.
        let size = self.first_word().ok_or_else(|| null(parameter))?;
        if size as usize != size_of::<O>() {
            let reason = format!("must be {}, the size of the struct", size_of::<O>());
            return Err(Error::new(ErrorCode::StructSize, "struct_size", reason).with_value(size));
        }
        self.read().ok_or_else(|| null(parameter))?.parse()
    }
}

/// Says which C struct stands for which options of the core, field by field; `+` adds the fields of a struct inside, `without`
/// names the one that C does not have.
macro_rules! options {
    (
        $c:ident: $core:ident { $($field:ident),* $(,)? }
        $(+ $inner:ident: $inside:ident { $($inner_field:ident),* $(,)? })?
        $(without $absent:ident)?
    ) => {
        impl $crate::options::Options for $c {
            type Core = $core;
            fn parse(self) -> goodwill::Result<$core> {
                Ok($core {
                    $($field: $crate::flat::Parse::parse(stringify!($field), self.$field)?,)*
                    $($inner: $inside {
                        $($inner_field: $crate::flat::Parse::parse(stringify!($inner_field), self.$inner_field)?,)*
                    },)?
                    $($absent: Default::default(),)?
                })
            }
            #[allow(clippy::needless_update)] // only some have reserved fields
            fn defaults() -> Self {
                let core = <$core as Default>::default();
                Self {
                    struct_size: size_of::<Self>() as u32,
                    $($field: $crate::flat::Flat::flatten(core.$field),)*
                    $($($inner_field: $crate::flat::Flat::flatten(core.$inner.$inner_field),)*)?
                    ..bytemuck::Zeroable::zeroed()
                }
            }
        }
    };
}
pub(crate) use options;
