//! Too little of everything: disk, inodes, memory, open files.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Run, Site, Tree, differences, folder, has, tree};

/// A small disk in memory, gone with the test.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    /// None where this user may not mount.
    fn new() -> Option<Self> {
        let disk = Self { folder: folder() };
        let mounted = disk.mount("size=64m,nr_inodes=4096");
        if !mounted {
            println!(
                "SKIPPED: a small disk cannot be mounted here: that needs root, and a container that may"
            );
        }
        mounted.then_some(disk)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn mount(&self, options: &str) -> bool {
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(self.path());
        command.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// Gives the disk other bounds; what is on it stays.
    fn bound(&self, options: &str) {
        assert!(self.mount(&format!("remount,{options}")), "{options}");
    }

    /// The number of bytes and of inodes in use.
    fn used(&self) -> (u64, u64) {
        let numbers = |column: &str| -> u64 {
            let run =
                Run::of(Command::new("df").args(["-B1", &format!("--output={column}")]).arg(self.path()));
            run.out.lines().last().and_then(|line| line.trim().parse().ok()).expect("a number")
        };
        (numbers("used"), numbers("iused"))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).stderr(Stdio::null()).status();
    }
}

const TITLES: [&str; 2] = ["صحيفة", "اسم آخر أطول من الأول"];
const ADDED: &str = "seeds/fresh/y.txt";

/// Makes the site the old or the new edition, which has a longer title and a long article more.
fn edit(site: &Site, is_new: bool) {
    let title = TITLES[usize::from(is_new)];
    site.write("site.toml", &format!("title = '{title}'\nbase_url = 'https://example.org/'\n"));
    if is_new {
        site.write(ADDED, &"نص مقال جديد.\n\n".repeat(2000));
    } else {
        let _ = fs::remove_dir_all(site.root().join("seeds/fresh"));
    }
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was_until_there_is_room() {
    let Some(disk) = SmallDisk::new() else { return };
    let site = Site::of(60);
    let output = disk.path().join("public");
    let build = || Run::of(site.building().arg("--output").arg(&output));
    let built = |is_new: bool| -> Tree {
        edit(&site, is_new);
        let run = build();
        assert_eq!(run.code, Some(0), "{run:?}");
        tree(&output)
    };
    let (new, old) = (built(true), built(false));
    let (bytes, inodes) = disk.used();
    let free = |page: u64| (format!("size={}", bytes + page * 4096), format!("{page} pages"));
    let nodes = |node: u64| (format!("nr_inodes={}", inodes + node), format!("{node} inodes"));
    let (mut refused, mut had_room) = (0, 0);
    for (bound, told) in (0..240).step_by(3).map(free).chain((0..160).step_by(2).map(nodes)) {
        edit(&site, true);
        disk.bound(&bound);
        let run = build();
        run.assert_orderly();
        let now = tree(&output);
        disk.bound("size=64m,nr_inodes=4096");
        if run.code == Some(0) {
            assert_eq!(differences(&now, &new), [""; 0], "{told}");
            had_room += 1;
        } else {
            assert_eq!(differences(&now, &old), [""; 0], "{told}: {run:?}");
            assert!(run.err.contains("No space left on device"), "{told}: {run:?}");
            assert!(run.err.contains(disk.path().to_str().expect("UTF-8")), "{told} names the disk: {run:?}");
            // With room, and without anybody's help, the next build is right.
            assert_eq!(differences(&built(true), &new), [""; 0], "{told}");
            refused += 1;
        }
        assert_eq!(differences(&built(false), &old), [""; 0], "{told}");
    }
    assert!(refused > 20 && had_room > 5, "{refused} refused, {had_room} had room");
    println!(
        "full disk: {refused} builds refused with the site as it was, {had_room} had room; 0 bytes lost"
    );
}

#[test]
fn limits_of_memory_and_open_files_give_a_whole_site_or_an_error() {
    if !has("prlimit") {
        return;
    }
    let sources = Site::of(60);
    let old = sources.built();
    sources.write("site.toml", "title = 'اسم آخر'\nbase_url = 'https://example.org/'\n");
    let new = sources.clean();
    // With less, the system cannot even load the program.
    let loads = |mib: &u64| {
        let limit = format!("--as={}", mib << 20);
        let program = [limit.as_str(), env!("CARGO_BIN_EXE_warraq"), "--version"];
        Run::of(Command::new("prlimit").args(program)).code == Some(0)
    };
    let least = (8..400).step_by(8).find(loads).expect("enough to be loaded");
    let memory = (least..=400).step_by(8).map(|mib| format!("--as={}", mib << 20));
    let files = [3, 4, 5, 6, 8, 10, 12, 16, 32, 64].map(|files| format!("--nofile={files}"));
    let (mut built, mut refused, mut died) = (0, 0, 0);
    for limit in memory.chain(files) {
        let site = sources.copy();
        let start = Instant::now();
        let run = Run::of(&mut site.building_under("prlimit", &[&limit]));
        assert!(start.elapsed() < Duration::from_secs(60), "{limit} hangs");
        let tree = site.tree();
        if run.code == Some(0) {
            assert_eq!(differences(&tree, &new), [""; 0], "{limit}");
            built += 1;
            continue;
        }
        assert_eq!(differences(&tree, &old), [""; 0], "{limit}: {run:?}");
        assert!(!run.err.trim().is_empty(), "{limit} says why: {run:?}");
        if run.code == Some(1) {
            refused += 1
        } else {
            died += 1
        }
        assert_eq!(differences(&site.built(), &new), [""; 0], "{limit}, then none");
        assert!(limit != "--nofile=64" && limit != "--as=419430400", "{limit} is enough: {run:?}");
    }
    println!(
        "limits: {built} whole sites, {refused} errors, {died} ended by the system; never a part of a site"
    );
}

/// A PNG of these chunks, whose checks nobody looks at.
fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let chunk = |(kind, content): &(&[u8; 4], &[u8])| {
        let length = u32::try_from(content.len()).expect("short").to_be_bytes();
        [&length, &kind[..], content, b"CHCK"].concat()
    };
    chunks.iter().fold(b"\x89PNG\r\n\x1A\n".to_vec(), |file, part| [file, chunk(part)].concat())
}

#[test]
fn pictures_that_say_they_are_vast_or_are_none_are_refused_in_little_memory() {
    const COPIES: usize = 5;
    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg'";
    const PIXELS: [(&[u8; 4], &[u8]); 2] = [(b"IDAT", b"x"), (b"IEND", b"")];
    if !has("prlimit") {
        return;
    }
    let site = Site::of(60);
    let pages = site.clean().len();
    // 100,000 pixels on a side.
    let vast: &[u8] = b"\0\x01\x86\xA0\0\x01\x86\xA0\x08\x06\0\0\0";
    let endless =
        [&b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0colour,\0\0\0\0\x02\0\x03\0\0\x02"[..], &vec![255; 8 << 20]];
    let refused: [(&str, Vec<u8>); 6] = [
        ("vast.png", png(&[&[(b"IHDR", vast)], &PIXELS[..]].concat())),
        ("cut.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec()),
        ("endless.gif", endless.concat()),
        ("other.png", b"GIF89a\x02\0\x03\0\0\0\0;".to_vec()),
        ("script.svg", format!("{SVG}><script>x</script></svg>").into()),
        ("deep.svg", format!("{SVG}>{}", "<g>".repeat(1 << 20)).into()),
    ];
    for (name, bytes) in &refused {
        for nth in 0..COPIES {
            site.write(&format!("static/{nth}/{name}"), bytes);
        }
    }
    // What it would be unpacked to is nobody's business: text in a picture is left out.
    let small: &[u8] = b"\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0";
    let packed = [&b"Comment\0\0"[..], &vec![0x78; 8 << 20]].concat();
    site.write("static/packed.png", &png(&[&[(b"IHDR", small), (b"zTXt", &packed)], &PIXELS[..]].concat()));
    site.write("static/many.svg", &format!("{SVG} {}/>", "a='b' ".repeat(80_000)));
    let start = Instant::now();
    let mut building = site.building_under("prlimit", &[&format!("--as={}", 256 << 20)]);
    let run = Run::of(building.env("RAYON_NUM_THREADS", "2").args(["--format", "short"]));
    assert_eq!(run.code, Some(0), "{run:?}");
    for (name, _) in &refused {
        let told =
            run.err.lines().filter(|line| line.contains(name) && line.contains("image-refused")).count();
        assert_eq!(told, COPIES, "{name}");
    }
    let tree = site.tree();
    assert!(tree["packed.png"].len() < 100, "the words in it are left out");
    assert_eq!(tree.len(), pages + 2, "all else is published, and nothing of them");
    println!("pictures: {} refused in 256 MB and {:.1?}", COPIES * refused.len(), start.elapsed());
}
