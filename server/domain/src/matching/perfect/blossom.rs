//! Odd rings of a tree: treated as one node, taken apart again, and paired anew from within.

use super::{Label, Link, NONE, Search, Weight};

impl<W: Weight> Search<W> {
    /// A link between two outer nodes closes an odd ring, which becomes one outer node.
    pub(super) fn shrink(&mut self, (one, other): Link) {
        let (ring, links) = self.closed_ring(one, other);
        let Some(node) = self.spare.pop() else { return };
        self.base[node] = self.base[ring[0]];
        self.price[node] = W::ZERO;
        self.label[node] = Label::Outer;
        self.nearest[node] = self.nearest_people(&ring);
        self.tops.retain(|top| !ring.contains(top));
        self.tops.push(node);
        let mut people = Vec::new();
        let mut fresh = Vec::new();
        for &part in &ring {
            people.extend(&self.people[part]);
            if self.label[part] == Label::Inner {
                fresh.extend(&self.people[part]);
            }
        }
        for &person in &people {
            self.top[person] = node;
        }
        self.people[node] = people;
        self.ring[node] = ring;
        self.links[node] = links;
        self.look_from_afar(node);
        for person in fresh {
            self.look_around(person);
        }
    }

    /// The nodes of the ring, beginning with the one nearest to the root, and the links all around.
    fn closed_ring(&self, one: usize, other: usize) -> (Vec<usize>, Vec<Link>) {
        let (mut down, mut up) = (self.way_to_root(one), self.way_to_root(other));
        while !down.is_empty() && down.last() == up.last() {
            down.pop();
            up.pop();
        }
        let meeting = down.last().map_or(one, |[_, (_, next)]| *next);
        let mut ring = vec![self.top[meeting]];
        let mut links = Vec::new();
        for &[(base, mate), (there, next)] in down.iter().rev() {
            links.extend([(next, there), (mate, base)]);
            ring.extend([self.top[there], self.top[base]]);
        }
        links.push((one, other));
        for &[(base, mate), came] in &up {
            links.extend([(base, mate), came]);
            ring.extend([self.top[base], self.top[mate]]);
        }
        (ring, links)
    }

    /// From the outer node of somebody up to the root: the links to each inner node, and on to the next outer one.
    fn way_to_root(&self, mut person: usize) -> Vec<[Link; 2]> {
        let mut way = Vec::new();
        loop {
            let base = self.base[self.top[person]];
            let mate = self.mate[base];
            if mate == NONE {
                return way;
            }
            let (next, there) = self.came_by[self.top[mate]];
            way.push([(base, mate), (there, next)]);
            person = next;
        }
    }

    /// For each person, who of some nodes is nearest.
    fn nearest_people(&self, nodes: &[usize]) -> Vec<u32> {
        let mut best = vec![(W::FAR + W::FAR, 0); self.size];
        for &node in nodes {
            for (person, best) in best.iter_mut().enumerate() {
                let own = self.nearest_of(node, person);
                let distance = self.costs[own * self.size + person] - self.price[own];
                if distance < best.0 {
                    *best = (distance, own as u32);
                }
            }
        }
        best.into_iter().map(|(_, own)| own).collect()
    }

    fn nearest_of(&self, node: usize, person: usize) -> usize {
        if node < self.size {
            node
        } else {
            self.nearest[node][person] as usize
        }
    }

    /// Finds the nearest link from any outer node anew.
    fn look_from_afar(&mut self, node: usize) {
        let outer = |&person: &usize| {
            let top = self.top[person];
            top != node && self.label[top] == Label::Outer
        };
        let link = |person: usize| {
            let own = self.nearest_of(node, person);
            (self.slack_of(person, own), (person, own))
        };
        let nearest = (0..self.size).filter(outer).map(link).min();
        self.slack[node] = nearest.unwrap_or((W::FAR, (NONE, NONE)));
    }

    /// An inner blossom that has nothing left to pay falls apart: some of its nodes stay in the tree, the others are free.
    pub(super) fn expand(&mut self, node: usize) {
        let ring = std::mem::take(&mut self.ring[node]);
        let links = std::mem::take(&mut self.links[node]);
        let came = self.came_by[node];
        for &part in &ring {
            self.label[part] = Label::Free;
            for at in 0..self.people[part].len() {
                self.top[self.people[part][at]] = part;
            }
        }
        self.tops.retain(|&top| top != node);
        self.tops.extend(&ring);
        self.spare.push(node);
        let entry = ring.iter().position(|&part| part == self.top[came.1]);
        let entry = entry.unwrap_or(0);
        self.label[ring[entry]] = Label::Inner;
        self.came_by[ring[entry]] = came;
        for (mate, next, link) in pairs_on(entry, ring.len(), &links) {
            self.label[ring[mate]] = Label::Outer;
            self.label[ring[next]] = Label::Inner;
            self.came_by[ring[next]] = link;
        }
        for &part in ring.iter() {
            if self.label[part] != Label::Inner {
                self.look_from_afar(part);
            }
        }
        for part in ring {
            if self.label[part] == Label::Outer {
                self.make_outer(part);
            }
        }
    }

    /// Pairs the people of a node so that this one is left for a mate outside.
    pub(super) fn make_base(&mut self, node: usize, person: usize) {
        if node < self.size {
            return;
        }
        let mut ring = std::mem::take(&mut self.ring[node]);
        let mut links = std::mem::take(&mut self.links[node]);
        let holds = |&part: &usize| self.people[part].contains(&person);
        let entry = ring.iter().position(holds).unwrap_or(0);
        self.make_base(ring[entry], person);
        for (one, other, (from, to)) in pairs_on(entry, ring.len(), &links) {
            self.make_base(ring[one], from);
            self.make_base(ring[other], to);
            self.mate[from] = to;
            self.mate[to] = from;
        }
        ring.rotate_left(entry);
        links.rotate_left(entry);
        self.ring[node] = ring;
        self.links[node] = links;
        self.base[node] = person;
    }
}

/// From a place on a ring the even way round to its beginning: every two places passed, with the link between them.
fn pairs_on(entry: usize, size: usize, links: &[Link]) -> Vec<(usize, usize, Link)> {
    let forward = entry % 2 == 1;
    let mut pairs = Vec::new();
    let mut at = entry;
    while at != 0 {
        let (one, other, link) = if forward {
            (at + 1, (at + 2) % size, links[at + 1])
        } else {
            let (to, from) = links[at - 2];
            (at - 1, at - 2, (from, to))
        };
        pairs.push((one, other, link));
        at = other;
    }
    pairs
}
