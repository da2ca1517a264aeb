"""Hostile articles: text that would run, or break the page, if any of it were taken as markup."""

import json

# Each would set window.hacked where it ran.
ATTACKS = (
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=\"window.hacked=2\">",
    "\" onmouseover=\"window.hacked=3\" autofocus onfocus=\"window.hacked=4",
    "' onclick='window.hacked=5",
    "<!-- <script> ",
    "--><svg onload=window.hacked=6>",
    "</style><style>body{display:none}</style>",
    "</title><base href=//example.invalid/><iframe srcdoc='<script>parent.hacked=7</script>'>",
    "javascript:window.hacked=8",
    "<a href=javascript:window.hacked=9>",
    "\u2028window.hacked=10\u2029",
    "\u202egnihtemos\u202c \u2067 \u200f",
    "{{constructor.constructor('window.hacked=11')()}} ${window.hacked=12}",
    "&lt;script&gt;window.hacked=13&lt;/script&gt; &#60;b&#62;",
    "\x01\x0b\x7f\ufffe \U0001f5fa\ufe0f e\u0301 \U0010ffff",
)


def article():
    """An article with attacks in title, sources, quotes and between them."""
    lines = ["Officials said on Monday that shelling killed two people in Kharkiv.\r",
             "\r\n\U0001f5fa\U0001f5fa The mayor of Sumy, Anna <b>Berg</b>, said that a strike hit "
             "Sumy.\rMoscow denied that troops had entered Belgorod."]
    for attack in ATTACKS:
        lines.append(f"The army {attack} said that troops captured Kupiansk {attack} on Tuesday. "
                     f"{attack} Maria {attack} Lind said floods hit Chernihiv.")
    lines.append("A monitor said fighting went on near Avdiivka </article></main></body></html>")
    return json.dumps({"text": "\n".join(lines), "title": "Shelling " + " ".join(ATTACKS),
                       "date": "2026-05-05", "outlet": ATTACKS[0] + ATTACKS[2]})


def poison(value, attack):
    """Puts `attack` behind every text in a GeoJSON but the words that tell what kind it is."""
    kept = {"type", "kind", "draw", "basis", "geometry_basis", "place_role", "modality", "polarity",
            "status", "event_class", "event_type", "precision", "unit", "qualifier", "role",
            "iso_start", "iso_end", "attaches_to", "reason", "class", "sha256", "date", "schema",
            "worldview", "version"}
    if isinstance(value, dict):
        return {key: item if key in kept and not isinstance(item, (dict, list))
                else poison(item, attack) for key, item in value.items()}
    if isinstance(value, list):
        return [poison(item, attack) for item in value]
    return value + attack if isinstance(value, str) else value
