//! Options: structs that begin with their own size, NULL for the defaults.

use crate::boundary::In;
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
        // The size is read first and alone: a struct of another size must not be read as if it were this one.
        let Some(size) = self.first_word() else {
            return O::defaults().parse();
        };
        if size as usize != size_of::<O>() {
            let reason = format!("must be {}, the size of the struct", size_of::<O>());
            return Err(Error::new(ErrorCode::StructSize, "struct_size", reason).with_value(size));
        }
        self.read().unwrap_or_else(O::defaults).parse()
    }
}

/// Says which C struct stands for which options of the core, field by field.
macro_rules! options {
    ($c:ident: $core:ident { $($field:ident),* $(,)? }) => {
        impl $crate::options::Options for $c {
            type Core = $core;
            fn parse(self) -> goodwill::Result<$core> {
                Ok($core {
                    $($field: $crate::flat::Parse::parse(stringify!($field), self.$field)?,)*
                })
            }
            #[allow(clippy::needless_update)] // only some have reserved fields
            fn defaults() -> Self {
                let core = <$core as Default>::default();
                Self {
                    struct_size: size_of::<Self>() as u32,
                    $($field: $crate::flat::Flat::flatten(core.$field),)*
                    ..bytemuck::Zeroable::zeroed()
                }
            }
        }
    };
}
pub(crate) use options;
