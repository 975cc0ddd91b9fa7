//! stub
use crate::emit::Tier;
use std::path::{Path, PathBuf};
pub struct Entry<'a> {
    pub path: &'a str,
    pub key: [u8; 16],
    pub tier: Tier,
}
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}
pub enum Fault<E> {
    Make(Vec<E>),
    Io { path: PathBuf, doing: &'static str, source: std::io::Error },
    Busy { pid: Option<u32> },
    Foreign { path: PathBuf },
}
pub fn publish<E: Send>(
    output: &Path,
    plan: &[Entry<'_>],
    make: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
    progress: impl Fn(usize) + Sync,
) -> Result<Report, Fault<E>> {
    for (n, e) in plan.iter().enumerate() {
        let p = output.join(e.path);
        std::fs::create_dir_all(p.parent().unwrap()).unwrap();
        std::fs::write(p, make(n).map_err(|e| Fault::Make(vec![e]))?).unwrap();
        progress(1);
    }
    Ok(Report { written: plan.len(), unchanged: 0, removed: 0 })
}
