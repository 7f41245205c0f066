//! The C door's tests: everything there is of C, C++ and COBOL is built against an installed tree and run.

use crate::test::Stage;
use crate::workspace::{cargo, command, installed, read, root, run, target, write};
use crate::{Outcome, digest, install};
use std::path::PathBuf;
use std::process::Command;

const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

pub(crate) fn test() -> Outcome<Stage> {
    let mut skipped = Vec::new();
    if !cfg!(unix) {
        skipped.push("C: these tests drive a Unix toolchain".to_owned());
        return Ok(Stage::Skipped(skipped));
    }
    run(cargo().args(["test", "--quiet", "--package", "goodwill-capi"]))?;
    let tree = Tree::install()?;

    if installed("cc") {
        c(&tree, &mut skipped)?;
    } else {
        skipped.push("C: no compiler (cc)".to_owned());
    }
    if installed("c++") {
        cpp(&tree)?;
    } else {
        skipped.push("C++: no compiler (c++)".to_owned());
    }
    if installed("cmake") && installed("cc") && installed("c++") {
        cmake(&tree)?;
    } else {
        skipped.push("CMake: no cmake, or no compiler for it".to_owned());
    }
    if installed("cobc") {
        cobol(&tree)?;
    } else {
        skipped.push("COBOL: no GnuCOBOL (cobc)".to_owned());
    }
    if installed("readelf") && installed("nm") {
        symbols(&tree)?;
    } else {
        skipped.push("symbols: no binutils (readelf, nm)".to_owned());
    }
    Ok(if skipped.is_empty() {
        Stage::Passed
    } else {
        Stage::Skipped(skipped)
    })
}

/// The installed tree and what is built against it.
struct Tree {
    prefix: PathBuf,
    programs: PathBuf,
}

impl Tree {
    fn install() -> Outcome<Self> {
        let folder = target().join("c");
        let tree = Self {
            prefix: folder.join("prefix"),
            programs: folder.join("programs"),
        };
        // What an older version installed must not be found.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&tree.programs).map_err(|error| format!("{}: {error}", folder.display()))?;
        install::install(&tree.prefix, false)?;
        Ok(tree)
    }

    fn library(&self) -> PathBuf {
        self.prefix.join("lib")
    }

    fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// What pkg-config says to compile and link with; the same by hand where there is no pkg-config.
    fn flags(&self, linking: Linking) -> Outcome<Vec<String>> {
        let mut ask = command("pkg-config");
        ask.args(["--cflags", "--libs", "goodwill"])
            .env("PKG_CONFIG_PATH", self.library().join("pkgconfig"));
        if linking == Linking::Static {
            ask.arg("--static");
        }
        let told = if installed("pkg-config") {
            output(&mut ask)?
        } else {
            format!("-I{0}/include -L{0}/lib -lgoodwill", self.prefix.display())
        };
        let archive = self.library().join("libgoodwill.a").display().to_string();
        Ok(told
            .split_whitespace()
            .map(|flag| match (flag, linking) {
                ("-lgoodwill", Linking::Static) => archive.clone(),
                _ => flag.to_owned(),
            })
            .collect())
    }

    fn compile(
        &self,
        compiler: &str,
        standard: &str,
        source: &str,
        linking: Linking,
        program: &str,
    ) -> Outcome {
        let mut build = command(compiler);
        build
            .arg(format!("-std={standard}"))
            .args(WARNINGS)
            .args(["-g", "-o"])
            .arg(self.program(program))
            .arg(format!("bindings/c/{source}"))
            .args(self.flags(linking)?)
            .args(["-lm", "-lpthread"]);
        run(&mut build)
    }

    /// A program of ours, which finds the shared library.
    fn start(&self, program: &str) -> Command {
        self.find_library(command(self.program(program)))
    }

    /// The same under valgrind, whose complaints are failures, if there is one.
    fn start_checked(&self, program: &str) -> Command {
        if !installed("valgrind") {
            return self.start(program);
        }
        let mut run = command("valgrind");
        run.args([
            "--quiet",
            "--error-exitcode=99",
            "--leak-check=full",
            "--show-leak-kinds=definite,indirect",
        ])
        .arg("--errors-for-leak-kinds=definite,indirect")
        .arg(self.program(program));
        self.find_library(run)
    }

    fn find_library(&self, mut command: Command) -> Command {
        for variable in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
            command.env(variable, self.library());
        }
        command
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Linking {
    Shared,
    Static,
}

fn c(tree: &Tree, skipped: &mut Vec<String>) -> Outcome {
    if !installed("valgrind") {
        skipped.push("C: memory is not checked (no valgrind)".to_owned());
    }
    if !installed("pkg-config") {
        skipped.push("C: goodwill.pc is not tried (no pkg-config)".to_owned());
    }
    for standard in ["c99", "c11"] {
        header_alone(tree, "cc", standard, "c", "goodwill.h")?;
    }

    let example = "examples/loyalty.c";
    tree.compile("cc", "c99", example, Linking::Shared, "loyalty")?;
    prints(&mut tree.start_checked("loyalty"), "loyalty.c.out")?;
    tree.compile("cc", "c99", example, Linking::Static, "loyalty-static")?;
    prints(&mut tree.start("loyalty-static"), "loyalty.c.out")?;

    for unit in ["unit", "survey"] {
        tree.compile("cc", "c99", &format!("tests/{unit}.c"), Linking::Shared, unit)?;
        run(&mut tree.start_checked(unit))?;
    }
    panic(tree)?;
    golden(tree)?;
    manual(tree, "c", "cc", "c99")
}

/// The programs of the manual in one language, each followed by what it prints.
fn manual(tree: &Tree, language: &str, compiler: &str, standard: &str) -> Outcome {
    let page = read(&root().join("docs/c.md"))?;
    let mut blocks = page.split("```").skip(1).step_by(2).peekable();
    let mut found = 0;
    while let Some(block) = blocks.next() {
        let Some(program) = block.strip_prefix(&format!("{language}\n")) else {
            continue;
        };
        found += 1;
        let name = format!("manual-{language}-{found}");
        let source = tree.program(&format!("{name}.{language}"));
        write(&source, program)?;
        run(command(compiler)
            .arg(format!("-std={standard}"))
            .args(WARNINGS)
            .arg("-o")
            .arg(tree.program(&name))
            .arg(&source)
            .args(tree.flags(Linking::Shared)?))
        .map_err(|error| format!("docs/c.md, program {found} in {language}: {error}"))?;
        let wanted = blocks.peek().and_then(|next| next.strip_prefix("text\n"));
        let got = output(&mut tree.start(&name))?;
        if wanted != Some(got.as_str()) {
            return Err(format!("docs/c.md, program {found} in {language} prints\n{got}"));
        }
    }
    if found == 0 {
        return Err(format!("docs/c.md has no program in {language}"));
    }
    Ok(())
}

/// The same unit tests against a library that can be made to panic.
fn panic(tree: &Tree) -> Outcome {
    run(cargo().args([
        "build",
        "--quiet",
        "--package",
        "goodwill-capi",
        "--features",
        "inject-panic",
    ]))?;
    let folder = tree.programs.join("inject-panic");
    let built = target()
        .join("debug/libgoodwill_capi")
        .with_extension(&std::env::consts::DLL_SUFFIX[1..]);
    let library = folder.join(install::soname());
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::copy(built, &library))
        .map_err(|error| format!("{}: {error}", library.display()))?;
    // Cargo's own copy becomes the library without the panic again.
    run(cargo().args(["build", "--quiet", "--package", "goodwill-capi"]))?;
    run(command("cc")
        .args(["-std=c99", "-DGOODWILL_INJECT_PANIC"])
        .args(WARNINGS)
        .arg("-o")
        .arg(tree.program("unit-panic"))
        .arg("bindings/c/tests/unit.c")
        .args(["-I", "bindings/c/include"])
        .arg(&library)
        .args(["-lm", "-lpthread"]))?;
    run(command(tree.program("unit-panic"))
        .env("LD_LIBRARY_PATH", &folder)
        .env("DYLD_LIBRARY_PATH", &folder)
        .env("RUST_BACKTRACE", "0"))
}

fn golden(tree: &Tree) -> Outcome {
    tree.compile("cc", "c99", "tests/golden.c", Linking::Shared, "golden")?;
    let folder = root().join("tests/golden");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    run(tree
        .start("golden")
        .arg("--bits")
        .arg(digest::file("c")?)
        .arg("tests/data")
        .args(files))
}

fn cpp(tree: &Tree) -> Outcome {
    for standard in ["c++11", "c++17", "c++20"] {
        for header in ["goodwill.h", "goodwill.hpp"] {
            header_alone(tree, "c++", standard, "c++", header)?;
        }
    }
    for (standard, linking) in [
        ("c++11", Linking::Shared),
        ("c++17", Linking::Shared),
        ("c++17", Linking::Static),
    ] {
        tree.compile("c++", standard, "examples/loyalty.cpp", linking, "loyalty-cpp")?;
        prints(&mut tree.start("loyalty-cpp"), "loyalty.cpp.out")?;
    }
    prints(&mut tree.start_checked("loyalty-cpp"), "loyalty.cpp.out")?;
    for unit in ["unit", "survey"] {
        let program = format!("{unit}-cpp");
        tree.compile(
            "c++",
            "c++11",
            &format!("tests/{unit}.cpp"),
            Linking::Shared,
            &program,
        )?;
        run(&mut tree.start_checked(&program))?;
    }
    manual(tree, "cpp", "c++", "c++11")
}

/// A header must stand alone, in every language version it claims.
fn header_alone(tree: &Tree, compiler: &str, standard: &str, language: &str, header: &str) -> Outcome {
    run(command(compiler)
        .arg(format!("-std={standard}"))
        .args(WARNINGS)
        .args(["-fsyntax-only", "-x", language])
        .arg(tree.prefix.join("include").join(header)))
    .map_err(|error| format!("{header} as {standard}: {error}"))
}

fn cmake(tree: &Tree) -> Outcome {
    let build = tree.program("cmake");
    let quiet = |command: &mut Command| output(command).map(|_| ());
    quiet(
        command("cmake")
            .args(["-S", "bindings/c/examples", "-B"])
            .arg(&build)
            .arg(format!("-DCMAKE_PREFIX_PATH={}", tree.prefix.display())),
    )?;
    quiet(command("cmake").arg("--build").arg(&build))?;
    for (program, expected) in [
        ("cmake/loyalty_c", "loyalty.c.out"),
        ("cmake/loyalty_static", "loyalty.c.out"),
        ("cmake/loyalty_cpp", "loyalty.cpp.out"),
    ] {
        prints(&mut tree.start(program), expected)?;
    }
    Ok(())
}

fn cobol(tree: &Tree) -> Outcome {
    for example in ["loyalty", "survey"] {
        let program = format!("{example}-cobol");
        run(command("cobc")
            .args(["-x", "-Wall", "-o"])
            .arg(tree.program(&program))
            .arg(format!("bindings/c/examples/{example}.cob"))
            .arg("-I")
            .arg(tree.prefix.join("share/goodwill"))
            .arg("-L")
            .arg(tree.library())
            .arg("-lgoodwill"))?;
        prints(&mut tree.start(&program), &format!("{example}.cob.out"))?;
    }
    Ok(())
}

/// The shared library has its name, and shows `goodwill_` functions and nothing else: all those of the header.
fn symbols(tree: &Tree) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let library = tree.library().join("libgoodwill.so");
    let dynamic = output(command("readelf").arg("--dynamic").arg(&library))?;
    let soname = install::soname();
    if !dynamic.contains(&format!("Library soname: [{soname}]")) {
        return Err(format!("the shared library is not named {soname}"));
    }
    let listed = output(command("nm").args(["--dynamic", "--defined-only"]).arg(&library))?;
    let shown: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.split_whitespace().nth(2))
        .collect();
    if let Some(foreign) = shown.iter().find(|name| !name.starts_with("goodwill_")) {
        return Err(format!("the shared library shows {foreign}"));
    }
    let header = read(&tree.prefix.join("include/goodwill.h"))?;
    let declared: Vec<&str> = functions(&header).collect();
    for name in &declared {
        if !shown.contains(name) {
            return Err(format!("{name} is declared and missing from the library"));
        }
    }
    if let Some(hidden) = shown.iter().find(|name| !declared.contains(name)) {
        return Err(format!("{hidden} is in the library and not declared"));
    }
    let wrapper = read(&tree.prefix.join("include/goodwill.hpp"))?;
    if let Some(missing) = declared.iter().find(|name| !wrapper.contains(**name)) {
        return Err(format!("{missing} is not wrapped in goodwill.hpp"));
    }
    println!("{} functions in header, library and C++ wrapper", declared.len());
    Ok(())
}

/// The functions a header declares, but for the one that only tests have.
fn functions(header: &str) -> impl Iterator<Item = &str> {
    header
        .lines()
        .filter(|line| !line.starts_with([' ', '#', '/', '}']) && !line.starts_with("typedef"))
        .filter_map(|line| line.split_once('(')?.0.rsplit([' ', '*']).next())
        .filter(|name| name.starts_with("goodwill_") && *name != "goodwill_inject_panic")
}

/// Runs a program, whose output must be what the example's `.out` file holds.
fn prints(program: &mut Command, expected: &str) -> Outcome {
    let path = root().join("bindings/c/examples").join(expected);
    let (got, wanted) = (output(program)?, read(&path)?);
    if got == wanted {
        return Ok(());
    }
    let line = got
        .lines()
        .zip(wanted.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let nth = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
    Err(format!(
        "{program:?}: line {} is\n  {}\nand should be\n  {}",
        line + 1,
        nth(&got),
        nth(&wanted)
    ))
}

/// What a command prints, if it succeeds.
fn output(command: &mut Command) -> Outcome<String> {
    let ran = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if !ran.status.success() {
        let told = [ran.stdout, ran.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        return Err(format!("{command:?}: {}\n{}", ran.status, told.concat()));
    }
    String::from_utf8(ran.stdout).map_err(|error| format!("{command:?}: {error}"))
}
