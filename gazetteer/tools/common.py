"""What every table maker shares: tab-separated tables, packing, name clean-up."""
import csv
import pathlib
import re
import subprocess
import unicodedata

DICTIONARY = pathlib.Path("/usr/share/dict/american-english")
FACTS = pathlib.Path(__file__).resolve().parent.parent / "facts"


def english_words():
    """Lower-case words of the English dictionary (names of persons and places are not among them)."""
    with open(DICTIONARY, encoding="utf-8") as f:
        words = {line.strip() for line in f}
    return {w for w in words if w.islower() and "'" not in w}


def clean(text):
    """One cell: no tabs, no line breaks, no control characters, single spaces, NFC."""
    text = unicodedata.normalize("NFC", str(text))
    text = "".join(c if unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" else " " for c in text)
    return re.sub(r"\s+", " ", text).strip()


def join_list(items):
    """A '|' list without empty members or repeats, in the given order."""
    seen = []
    for item in items:
        item = clean(item).replace("|", " ")
        if item and item not in seen:
            seen.append(item)
    return "|".join(seen)


def fold(text):
    """Lower case without marks: for comparing names, never for output."""
    text = unicodedata.normalize("NFD", re.sub("['`‘’ʹʻʼ]", "", text))
    return "".join(c for c in text if unicodedata.category(c) != "Mn").casefold()


def write_table(path, columns, rows, comment=None):
    """Writes a table; every row is a dict or a sequence in the order of the columns."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write("\t".join(columns) + "\n")
        if comment:
            out.write(f"# {comment}\n")
        for row in rows:
            cells = [row.get(c, "") for c in columns] if isinstance(row, dict) else list(row)
            if len(cells) != len(columns):
                raise ValueError(f"{path}: {len(cells)} cells for {len(columns)} columns: {cells}")
            out.write("\t".join(clean("" if c is None else c) for c in cells) + "\n")


def read_table(path):
    """Reads a table into dicts; comments and empty lines are left out; short rows are an error."""
    path = pathlib.Path(path)
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise ValueError(f"{path.name}: row {number}: {len(cells)} cells for {len(columns)} columns: {line}")
        cells += [""] * (len(columns) - len(cells))
        rows.append(dict(zip(columns, cells)))
    return rows


def facts(name):
    return read_table(FACTS / name)


def read_geonames(path):
    """Rows of a GeoNames dump (19 tab-separated columns, no heading)."""
    with open(path, encoding="utf-8", newline="") as source:
        for row in csv.reader(source, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) == 19:
                yield row


def pack(path):
    subprocess.run(["zstd", "-q", "-f", "-19", "--rm", "--no-progress", str(path), "-o", f"{path}.zst"], check=True)
