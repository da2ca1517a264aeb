"""words.tsv: clusters of words that stand in the same surroundings, for the tagger that `claimmap train` teaches.

Spherical k-means (Dhillon and Modha, "Concept Decompositions for Large Sparse Text Data Using Clustering",
Machine Learning 42, 2001) of the vectors of the most frequent words, then of the centroids.

Vectors are rounded to whole numbers of length LENGTH. A dot product of two of them, and every part of its sum, is
a whole number below 2^24 (Cauchy and Schwarz), so float32 holds it exactly: clusters are the same on every machine,
whatever its BLAS does in which order.
"""
import mmap
import re

import numpy as np

import common

WORDS, CLUSTERS, GROUPS = 60000, 1000, 64
ROUNDS = 15
LENGTH = 2048
DIMENSIONS = 100
ROWS = 4096  # whose similarities are in memory at once

ENTRY = re.compile(rb'"([a-z][a-z0-9]*)":\[([-+.,0-9e]+)\]')


def read_vectors(path, limit):
    """The most frequent words that are their own look-up key (no mark, hyphen or accent), and their vectors.

    An entry is "word":[100 numbers, their length, rank by frequency].
    """
    with open(path, "rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = []
        for entry in ENTRY.finditer(data):
            start, end = entry.span(2)
            rank = int(data[data.rfind(b",", start, end) + 1:end])
            found.append((rank, entry.group(1).decode("ascii"), start, end))
        found.sort()
        found = found[:limit]
        vectors = np.empty((len(found), DIMENSIONS))
        for i, (_, word, start, end) in enumerate(found):
            numbers = data[start:end].split(b",")
            if len(numbers) != DIMENSIONS + 2 or float(numbers[DIMENSIONS]) <= 0:
                raise ValueError(f"{path}: no vector of {word}")
            vectors[i] = [float(n) for n in numbers[:DIMENSIONS]]
            vectors[i] /= float(numbers[DIMENSIONS])
    return [word for _, word, _, _ in found], np.rint(vectors * LENGTH).astype(np.float32)


def nearest(points, centres):
    """Of each point the number of the most similar centre, the first of equals, and how similar it is."""
    best = np.empty(len(points), np.int64)
    similar = np.empty(len(points), np.float32)
    for start in range(0, len(points), ROWS):
        table = points[start:start + ROWS] @ centres.T
        best[start:start + ROWS] = table.argmax(axis=1)
        similar[start:start + ROWS] = table.max(axis=1)
    return best, similar


def cluster(points, count):
    """Assigns each point to one of `count` clusters; returns the assignment and the centres."""
    centres = points[np.arange(count) * len(points) // count]
    best = None
    for _ in range(ROUNDS):
        before = best
        best, similar = nearest(points, centres)
        if before is not None and np.array_equal(before, best):
            break
        sums = np.zeros((count, DIMENSIONS), np.int64)
        np.add.at(sums, best, points.astype(np.int64))
        lengths = np.sqrt((sums * sums).sum(axis=1).astype(np.float64))
        lost = np.flatnonzero(lengths == 0)
        strays = np.argsort(similar, kind="stable")[:len(lost)]
        lengths[lost] = 1
        centres = np.rint(sums / lengths[:, None] * LENGTH).astype(np.float32)
        centres[lost] = points[strays]
    return best, centres


def make_words(vectors_path, out):
    words, vectors = read_vectors(vectors_path, WORDS)
    clusters, centres = cluster(vectors, CLUSTERS)
    groups, _ = cluster(centres, GROUPS)
    common.write_table(out, ["word", "cluster", "group"], zip(words, clusters, groups[clusters]))
