//! Gives the shared library the name the dynamic linker looks for: a plain cdylib has none.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let major = env!("CARGO_PKG_VERSION_MAJOR");
    let argument = match target.as_str() {
        "linux" | "android" | "freebsd" | "netbsd" | "openbsd" => {
            format!("-Wl,-soname,libgoodwill.so.{major}")
        }
        "macos" => format!("-Wl,-install_name,@rpath/libgoodwill.{major}.dylib"),
        _ => return,
    };
    println!("cargo:rustc-cdylib-link-arg={argument}");
}
