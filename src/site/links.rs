//! What articles are linked to: many short lists, of which each in an allocation of its own would take twice
//! as much.

use super::{ArticleId, ListingId, Site, Target};

/// What all articles are linked to, but for their sections: a list for each of them, in the site's order.
#[derive(Debug, Default)]
pub struct Links {
    /// Who wrote it.
    pub authors: Lists<ListingId>,
    /// Subjects.
    pub tags: Lists<ListingId>,
    /// Where each of its head's related titles leads.
    pub related: Lists<Target>,
}

impl Site {
    /// Who wrote an article.
    #[must_use]
    pub fn authors(&self, id: ArticleId) -> &[ListingId] {
        self.links.authors.get(id.0 as usize)
    }

    /// The subjects of an article.
    #[must_use]
    pub fn tags(&self, id: ArticleId) -> &[ListingId] {
        self.links.tags.get(id.0 as usize)
    }

    /// Where each of the related titles of an article's head leads.
    #[must_use]
    pub fn related(&self, id: ArticleId) -> &[Target] {
        self.links.related.get(id.0 as usize)
    }
}

/// Short lists, one behind the other, that are asked for by their number.
#[derive(Debug)]
pub struct Lists<T> {
    all: Vec<T>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl<T> Lists<T> {
    /// No lists yet, and room for so many `lists` of so many `items` in all.
    #[must_use]
    pub fn with_room(lists: usize, items: usize) -> Self {
        Self { all: Vec::with_capacity(items), ends: Vec::with_capacity(lists) }
    }

    /// Adds a list behind the others.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.all.extend(list);
        self.ends.push(u32::try_from(self.all.len()).expect("fewer names and titles than that"));
    }

    /// The `nth` list; an empty one where there are not so many.
    #[must_use]
    pub fn get(&self, nth: usize) -> &[T] {
        let Some(&end) = self.ends.get(nth) else { return &[] };
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..end as usize]
    }

    /// What stands in all of them.
    #[must_use]
    pub fn all(&self) -> &[T] {
        &self.all
    }

    /// The same, to be changed.
    pub fn all_mut(&mut self) -> &mut [T] {
        &mut self.all
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self::with_room(0, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_by_their_number() {
        let mut lists = Lists::default();
        for list in [vec![1, 2], vec![], vec![3]] {
            lists.push(list);
        }
        lists.all_mut().iter_mut().for_each(|item| *item *= 10);
        let found: Vec<&[i32]> = (0..4).map(|nth| lists.get(nth)).collect();
        assert_eq!(found, [&[10, 20][..], &[], &[30], &[]]);
    }
}
