//! The C interface as its sources declare it: the structs with their fields, and the functions.

use crate::Outcome;
use crate::workspace::{read, root};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A `repr(C)` struct.
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
}

/// A field of one.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) of: Type,
}

/// The types a flat struct is made of.
pub(crate) enum Type {
    F64,
    U64,
    I64,
    I32,
    U32,
    /// Another record, by its name.
    Record(String),
    /// So many of them, side by side.
    Array(Box<Type>, usize),
}

/// The source files of the C interface, in the order the header has them.
pub(crate) fn sources() -> Outcome<Vec<(PathBuf, String)>> {
    let folder = root().join("bindings/c/src");
    let library = read(&folder.join("lib.rs"))?;
    let (_, listed) = library
        .split_once("// The header has the modules below in this order.")
        .ok_or("bindings/c/src/lib.rs does not say which modules the header has")?;
    let mut sources = Vec::new();
    for name in modules(listed, "pub mod ") {
        let path = folder.join(format!("{name}.rs"));
        if path.is_file() {
            sources.push((path.clone(), read(&path)?));
            continue;
        }
        // A room of many families is a folder: what they share, then a file a family.
        let path = folder.join(name).join("mod.rs");
        let text = read(&path)?;
        let families: Vec<_> = modules(&text, "mod ")
            .map(|family| folder.join(name).join(format!("{family}.rs")))
            .collect();
        sources.push((path, text));
        for path in families {
            sources.push((path.clone(), read(&path)?));
        }
    }
    Ok(sources)
}

/// The modules a file declares with those words.
fn modules<'a>(text: &'a str, words: &'static str) -> impl Iterator<Item = &'a str> {
    text.lines()
        .filter_map(move |line| line.strip_prefix(words)?.strip_suffix(';'))
}

/// Every record the sources declare.
pub(crate) fn records(sources: &[(PathBuf, String)]) -> Outcome<Vec<Record>> {
    let mut records = Vec::new();
    for (path, text) in sources {
        let file = syn::parse_file(text).map_err(|error| format!("{}: {error}", path.display()))?;
        for item in file.items {
            let syn::Item::Struct(item) = item else { continue };
            let is_c = item.attrs.iter().any(|attribute| {
                attribute.path().is_ident("repr")
                    && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "C")
            });
            if is_c {
                records.push(Record {
                    name: item.ident.to_string(),
                    fields: item.fields.iter().map(field).collect::<Outcome<_>>()?,
                });
            }
        }
    }
    Ok(records)
}

fn field(field: &syn::Field) -> Outcome<Field> {
    let name = field.ident.as_ref().expect("a named field").to_string();
    let of =
        flat_type(&field.ty).ok_or_else(|| format!("{name}: a flat struct has numbers and structs only"))?;
    Ok(Field { name, of })
}

fn flat_type(of: &syn::Type) -> Option<Type> {
    match of {
        syn::Type::Path(path) => match path.path.get_ident()?.to_string().as_str() {
            "f64" => Some(Type::F64),
            "u64" => Some(Type::U64),
            "i64" => Some(Type::I64),
            "i32" => Some(Type::I32),
            "u32" => Some(Type::U32),
            word => word
                .starts_with("goodwill_")
                .then(|| Type::Record(word.to_owned())),
        },
        syn::Type::Array(array) => {
            let syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Int(length),
                ..
            }) = &array.len
            else {
                return None;
            };
            Some(Type::Array(
                Box::new(flat_type(&array.elem)?),
                length.base10_parse().ok()?,
            ))
        }
        _ => None,
    }
}

/// The constants the sources declare beside the choices, as literals.
pub(crate) fn constants(sources: &[(PathBuf, String)]) -> Outcome<Vec<(String, String)>> {
    let mut constants = Vec::new();
    for (path, text) in sources {
        let file = syn::parse_file(text).map_err(|error| format!("{}: {error}", path.display()))?;
        for item in file.items {
            let syn::Item::Const(item) = item else { continue };
            let name = item.ident.to_string();
            if name.starts_with("GOODWILL_") {
                let value = literal(&item.expr).ok_or_else(|| format!("{name}: is no plain number"))?;
                constants.push((name, value));
            }
        }
    }
    Ok(constants)
}

fn literal(of: &syn::Expr) -> Option<String> {
    match of {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Int(number),
            ..
        }) => Some(number.base10_digits().to_owned()),
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Float(number),
            ..
        }) => Some(number.base10_digits().to_owned()),
        syn::Expr::Unary(syn::ExprUnary {
            op: syn::UnOp::Neg(_),
            expr,
            ..
        }) => Some(format!("-{}", literal(expr)?)),
        syn::Expr::Path(path) => {
            let words: Vec<String> = path
                .path
                .segments
                .iter()
                .map(|word| word.ident.to_string())
                .collect();
            match words.join("::").as_str() {
                "u64::MAX" => Some(u64::MAX.to_string()),
                "i64::MIN" => Some(i64::MIN.to_string()),
                "i32::MIN" => Some(i32::MIN.to_string()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The default of every field of every options struct, as a literal, by struct and field.
pub(crate) fn defaults(records: &[Record]) -> Outcome<BTreeMap<(String, String), String>> {
    let known: BTreeMap<_, _> = goodwill_capi::reflect::defaults().into_iter().collect();
    let mut literals = BTreeMap::new();
    for record in records.iter().filter(|record| record.is_given()) {
        let mut bytes = known
            .get(record.name.as_str())
            .ok_or_else(|| {
                format!(
                    "{}: missing from the defaults in bindings/c/src/lib.rs",
                    record.name
                )
            })?
            .as_slice();
        for field in &record.fields {
            let literal = match field.of {
                Type::F64 => {
                    let number = f64::from_ne_bytes(take(&mut bytes)?);
                    if number.is_infinite() {
                        return Err(format!("{}: COBOL has no infinity", record.name));
                    }
                    format!("{number:?}")
                }
                Type::U64 => u64::from_ne_bytes(take(&mut bytes)?).to_string(),
                Type::I64 => i64::from_ne_bytes(take(&mut bytes)?).to_string(),
                Type::I32 => i32::from_ne_bytes(take(&mut bytes)?).to_string(),
                Type::U32 => u32::from_ne_bytes(take(&mut bytes)?).to_string(),
                Type::Record(_) | Type::Array(..) => {
                    return Err(format!("{}: what is given does not nest", record.name));
                }
            };
            literals.insert((record.name.clone(), field.name.clone()), literal);
        }
    }
    Ok(literals)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Outcome<[u8; N]> {
    let (head, rest) = bytes
        .split_first_chunk()
        .ok_or("a struct is shorter than its fields")?;
    *bytes = rest;
    Ok(*head)
}

impl Record {
    /// Whether the caller gives it, rather than receives it.
    pub(crate) fn is_given(&self) -> bool {
        self.fields[0].name == "struct_size"
    }
}
