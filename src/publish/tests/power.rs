//! Power cuts that lose names: no system keeps an order between folders before it has synced them.

use std::collections::BTreeMap;

use super::crash::{
    AFTER, BEFORE, NEW, Struck, assert_readable, assert_usable, assert_whole, at_each_operation, files_of,
    old_site,
};
use super::faulty::{Faulty, Mishap, Names};
use super::{Site, tree_of};
use crate::publish::recover;

/// Power cuts that lose names: all that were not synced, those of one side, and all but some of the first.
fn losses_of_names() -> impl Iterator<Item = Mishap> {
    let sides = [Names::First(0), Names::OfState, Names::OfSite].map(Mishap::AnyPowerCut);
    sides.into_iter().chain((1..40).map(Names::First).map(Mishap::PowerCut))
}

#[test]
fn a_power_cut_that_loses_names_leaves_the_old_site_or_is_rolled_forward() {
    for mishap in losses_of_names() {
        let mut lost = 0;
        at_each_operation(mishap, old_site, NEW, |Struck { site, disk, context, .. }| {
            // Where nothing is lost it is a death like any other.
            if disk.lost_names() > 0 {
                lost += 1;
                assert_readable(site, context);
                recover(&site.public()).unwrap();
                assert_whole(site, context);
                assert_usable(site, context);
            }
        });
        if lost == 0 {
            assert!(matches!(mishap, Mishap::PowerCut(Names::First(10..))), "{mishap:?}");
            break;
        }
    }
}

#[test]
fn a_power_cut_that_loses_names_of_a_first_build_leaves_no_output_or_a_whole_one() {
    for mishap in losses_of_names().take(8) {
        at_each_operation(mishap, Site::empty, NEW, |Struck { site, context, .. }| {
            recover(&site.public()).unwrap();
            assert!([BTreeMap::new(), tree_of(NEW)].contains(&site.tree()), "{context}");
            assert_usable(site, context);
        });
    }
}

#[test]
fn a_power_cut_while_sweeping_after_an_error_leaves_the_old_files_or_is_rolled_forward() {
    let whole = [BEFORE, AFTER].map(|files| files_of(tree_of(files)));
    for names in [Names::First(0), Names::First(1), Names::First(2), Names::OfState, Names::OfSite] {
        for fails in 0.. {
            let mut has_failed = false;
            for at in fails + 1.. {
                let site = Site::of(BEFORE);
                let disk = Faulty::failing(fails, Mishap::PowerCut(names), at);
                let _ = site.publish_on(&disk, AFTER);
                if !disk.has_struck() {
                    has_failed |= disk.operations().len() > fails;
                    break;
                }
                has_failed = true;
                recover(&site.public()).unwrap();
                let files = files_of(site.tree());
                assert!(whole.contains(&files), "{names:?}, {fails}, {:?}: {files:?}", disk.operations()[at]);
                site.publish(AFTER).unwrap();
                assert_eq!(files_of(site.tree()), whole[1]);
            }
            if !has_failed {
                break;
            }
        }
    }
}
