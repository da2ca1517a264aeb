/* The page's script: the map, the marks in the text, the list and the filters as one.
 *
 * Everything that is said stands in the page already, escaped; this script only shows, hides and
 * links. The data are shapes and numbers; texts from them go through textContent. */
(function () {
"use strict";

const data = JSON.parse(document.getElementById("cm-data").textContent);
const words = data.words;
const legend = data.legend;
const SIGNS = ["confirmed", "claimed", "denied", "measured", "planned"];
const DENIED = 2;
const SVG = "http://www.w3.org/2000/svg";
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const narrow = window.matchMedia("(max-width: 52rem)");
const night = window.matchMedia("(prefers-color-scheme: dark)");

const byId = (id) => document.getElementById(id);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const numbersOf = (text) => (text ? text.split(" ").map(Number) : []);

function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
        if (name === "text") {
            element.textContent = value;
        } else if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(name, value === true ? "" : value);
        }
    }
    element.append(...children.filter((child) => child !== null));
    return element;
}

function draw(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) {
        element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
}

function looks() {
    return data.dark && night.matches ? data.dark : data.looks;
}

/* ---- the state ---- */

const cards = all(".card");
const marks = all("#cm-text [data-c], #cm-text [data-s]");
const shown = cards.map(() => true); /* by the filters */
const chosen = { claim: -1, spot: -1 };

const marksOf = cards.map(() => []);
const spotMarks = new Map();
for (const mark of marks) {
    for (const claim of numbersOf(mark.dataset.c)) {
        marksOf[claim].push(mark);
    }
    if (mark.dataset.s !== undefined) {
        const spot = Number(mark.dataset.s);
        if (!spotMarks.has(spot)) {
            spotMarks.set(spot, []);
        }
        spotMarks.get(spot).push(mark);
    }
}

/* What a claim says, in one line. */
function lineOf(claim) {
    const card = cards[claim];
    const head = card.querySelector("h3").textContent.trim().replace(/\s+/g, " ");
    return head + ": " + card.querySelector("blockquote").textContent.trim();
}

function say(text) {
    byId("cm-live").textContent = text;
}

function setHash(kind, id) {
    try {
        history.replaceState(null, "", kind ? "#" + kind + "=" + encodeURIComponent(id) : "#");
    } catch (error) {
        /* a frame without an address of its own */
    }
}

function bring(element, block) {
    element.scrollIntoView({ block: block, behavior: calm.matches ? "auto" : "smooth" });
}

/* ---- voices of a place: as docs/signs.md ---- */

const SURENESS = [4, 2, 0, 3, 1];
const sureness = (voice) => 2 * SURENESS[voice.sign] - (voice.hearsay ? 1 : 0);
const sameStance = (a, b) => (a.sign === DENIED) === (b.sign === DENIED);

/* Keeps the surest sign of each side; nobody's side speaks only where no side does, or where it
 * disputes what all say; of one hue a denial stands beside what it denies. */
function addVoice(voices, voice) {
    const known = voices.findIndex((v) => v.side === voice.side && sameStance(v, voice));
    if (known >= 0) {
        if (sureness(voice) > sureness(voices[known])) {
            voices[known] = voice;
        }
        return;
    }
    if (voices.length === 1 && voices[0].side === voice.side) {
        if (voices[0].sign === DENIED) {
            voices.unshift(voice);
        } else {
            voices.push(voice);
        }
        return;
    }
    const last = voices[voices.length - 1];
    if (voice.side !== -1 && last && last.side === -1 &&
        (voices.length > 1 || sameStance(voices[0], voice))) {
        while (voices.length > 1 && voices[voices.length - 2].side === -1) {
            voices.pop();
        }
        voices[voices.length - 1] = voice;
        return;
    }
    const disputes = voices.every((v) => !sameStance(v, voice));
    if ((voice.side === -1 && !disputes) || voices.length === 3) {
        return;
    }
    voices.push(voice);
}

/* The voices of claims that the filters leave, and whether any of them is a main one. */
function voicesOf(spot) {
    const open = spot.voices.filter((voice) => voice.claim < 0 || shown[voice.claim]);
    const primary = open.some((voice) => !voice.faint);
    const voices = [];
    for (const voice of open) {
        if (!primary || !voice.faint || voice.sign === DENIED) {
            addVoice(voices, voice);
        }
    }
    return { voices: voices, primary: primary, claims: open.map((voice) => voice.claim) };
}

/* ---- signs ---- */

const colorOf = (voice) => looks().sides[voice.side + 1];

/* The hatch of an area as a pattern among `defs`; returns what "fill" is. */
function patternOf(defs, hatch, tones) {
    const [first, second] = tones;
    const key = ["cm", hatch].concat(tones.flatMap((tone) => [tone.color, tone.ink, tone.fill]))
        .join("-").replace(/[^a-zA-Z0-9-]/g, "_");
    if (!defs.querySelector("#" + key)) {
        const size = second ? 14 : hatch === "level" ? 6 : 7;
        const turn = hatch === "level" ? 0 : 45;
        const pattern = draw("pattern", { id: key, patternUnits: "userSpaceOnUse", width: size,
            height: size, patternTransform: "rotate(" + turn + ")" });
        pattern.append(draw("rect", { width: size, height: size, fill: first.color,
            "fill-opacity": first.fill }));
        const line = (x0, y0, x1, y1, tone) => pattern.append(draw("path", {
            d: "M" + x0 + " " + y0 + "L" + x1 + " " + y1, stroke: tone.color,
            "stroke-opacity": tone.ink, "stroke-width": second ? 3.4 : 1.7, fill: "none" }));
        if (second) {
            line(0, 3.5, size, 3.5, first);
            line(0, 10.5, size, 10.5, second);
        } else if (hatch) {
            line(0, size / 2, size, size / 2, first);
            if (hatch === "cross") {
                line(size / 2, 0, size / 2, size, first);
            }
        }
        defs.append(pattern);
    }
    return "url(#" + key + ")";
}

/* A look with all that is laid over it. */
function laidOver(look, layers) {
    const out = Object.assign({}, look);
    for (const over of layers) {
        out.fill *= over.opacity * over.fill;
        out.ink *= over.opacity * over.fill;
        out.line *= over.opacity;
        out.dash = over.dash || out.dash;
    }
    return out;
}

function layersOf(feature, voice) {
    const own = looks();
    return [feature.vague && own.vague, feature.faint && own.faint, feature.peak && own.peak,
        voice.hearsay && own.hearsay].filter(Boolean);
}

const dashOf = (look) => (look.dash ? look.dash.join(" ") : null);

/* How Leaflet draws an area with these voices. */
function areaStyle(defs, table, feature, voices) {
    const look = laidOver(table[voices[0].sign], layersOf(feature, voices[0]));
    const tone = { color: colorOf(voices[0]), ink: look.ink, fill: look.fill };
    let hatch = look.hatch;
    let tones = [tone];
    let dash = dashOf(look);
    if (voices.length > 1 && voices[0].side === voices[1].side) {
        const cross = laidOver(table[voices[1].sign], layersOf(feature, voices[1]));
        hatch = cross.hatch;
        tone.ink = cross.ink;
    } else if (voices.length > 1) {
        const firm = table[0];
        const alpha = firm.fill * 1.6 * (look.line / Math.max(firm.line, 0.01));
        tones = [{ color: tone.color, ink: alpha, fill: alpha * 0.2 },
            { color: colorOf(voices[1]), ink: alpha, fill: 0 }];
        dash = null;
    }
    const thin = feature.vague ? 0.55 : feature.faint ? 0.6 : 1;
    return { color: tone.color, weight: look.width * thin, opacity: look.line, dashArray: dash,
        lineCap: dash && look.dash && look.dash[0] < 1 ? "round" : "butt",
        fillColor: patternOf(defs, hatch, tones), fillOpacity: 1 };
}

/* The sign of a point as an SVG picture. */
function pointSign(voices, primary, square) {
    const look = looks().points[voices[0].sign];
    const color = colorOf(voices[0]);
    const opacity = (primary ? 1 : Math.min(1, looks().faint.opacity * 1.3)) *
        (voices[0].hearsay ? looks().hearsay.opacity : 1);
    const radius = (look.size / 2) * (primary ? 1.05 : 0.8);
    const side = 2 * (radius + look.edge) + 2;
    const picture = draw("svg", { viewBox: [-side / 2, -side / 2, side, side].join(" "),
        width: side, height: side, "aria-hidden": "true", focusable: "false" });
    const shape = (r, attributes) => picture.append(square
        ? draw("rect", Object.assign({ x: -r * 0.88, y: -r * 0.88, width: r * 1.76,
            height: r * 1.76 }, attributes))
        : draw("circle", Object.assign({ r: r }, attributes)));
    const stroke = (d, tone, width) => picture.append(draw("path", { d: d, stroke: tone,
        "stroke-width": width, fill: "none", "stroke-opacity": opacity }));
    const cross = (arm, tone, width) => stroke(
        "M" + -arm + " " + -arm + "L" + arm + " " + arm + "M" + -arm + " " + arm + "L" + arm +
        " " + -arm, tone, width);
    shape(radius + look.edge, { fill: look.halo });
    if (look.fill >= 1) {
        shape(radius, { fill: color, "fill-opacity": opacity });
    } else {
        shape(radius - look.width / 2, { fill: color, "fill-opacity": opacity * look.fill,
            stroke: color, "stroke-width": look.width, "stroke-opacity": opacity * look.line,
            "stroke-dasharray": look.dash ? look.dash.join(" ") : "none" });
    }
    if (voices[0].sign === 1) {
        shape(radius * 0.42, { fill: color, "fill-opacity": opacity });
    } else if (voices[0].sign === 3) {
        stroke("M" + -radius * 0.55 + " 0H" + radius * 0.55, look.halo, look.width);
    } else if (voices[0].sign === DENIED) {
        cross(radius * 0.6, color, look.width);
    }
    if (voices.length > 1 && voices[0].side === voices[1].side) {
        cross(radius * 0.62, look.halo, look.width + 2 * look.edge);
        cross(radius * 0.62, color, look.width);
    } else if (voices.length > 1) {
        picture.append(draw("path", { d: "M0 " + -radius + "A" + radius + " " + radius + " 0 0 1 0 " +
            radius + "Z", fill: colorOf(voices[1]), "fill-opacity": opacity }));
    }
    return picture;
}

/* ---- the map ---- */

let map = null;
let claimsSvg = null; /* the renderer of what is claimed */
let defs = null;
const spotLayers = [];
const otherLayers = []; /* figures and moves: {layer, item} */
let openPopup = null;
let pointer = null; /* around a place that is not drawn */

/* A string of differences, five bits a character, to points of the plane; y runs down. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

function numbersIn(text) {
    const numbers = [];
    let value = 0;
    let weight = 1;
    for (const digit of text) {
        const bits = VALUES.get(digit);
        value += (bits & 31) * weight;
        weight *= 32;
        if (bits < 32) {
            numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
            value = 0;
            weight = 1;
        }
    }
    return numbers;
}

function decode(text, step) {
    const points = [];
    const part = numbersIn(text);
    let x = 0;
    let y = 0;
    for (let i = 0; i < part.length; i += 2) {
        x += part[i];
        y += part[i + 1];
        points.push(L.latLng(y * step, x * step));
    }
    return points;
}

const decodeAll = (parts, step) => parts.map((part) => decode(part, step));
const pointAt = (at, step) => L.latLng(at[1] * step, at[0] * step);

/* The plane of the map in metres, as the picture has it: areas are true everywhere. */
function plane() {
    return L.extend({}, L.CRS.Simple, { transformation: new L.Transformation(1, 0, 1, 0) });
}

const groundLayers = [];

function addGround(pane) {
    const renderer = L.canvas({ pane: pane, padding: 0.4 });
    const add = (layer, style) => {
        groundLayers.push({ layer: layer.addTo(map), style: style });
    };
    const base = { renderer: renderer, pane: pane, interactive: false, smoothFactor: 0 };
    const line = (name) => () => {
        const look = looks()[name];
        return { color: look.color, weight: Math.max(look.width * 0.8, 0.4),
            dashArray: look.dash ? look.dash.join(" ") : null, lineCap: "butt", lineJoin: "round" };
    };
    const area = (name) => () => ({ stroke: false, fill: true, fillColor: looks()[name],
        fillOpacity: 1 });
    for (const tier of data.tiers) {
        const [corner, other] = decode(tier.box, tier.step);
        const rings = (parts) => L.polygon(decodeAll(parts, tier.step),
            Object.assign({ fillRule: "nonzero" }, base));
        const lines = (parts) => L.polyline(decodeAll(parts, tier.step), base);
        add(L.rectangle(L.latLngBounds(corner, other), base), area("sea"));
        add(rings(tier.land), area("land"));
        add(rings(tier.lakes), area("water"));
        add(rings(tier.islands), area("land"));
        add(lines(tier.rivers), line("river"));
        add(lines(tier.lakes.concat(tier.islands).map((part) => part)), line("lake"));
        add(lines(tier.coasts), line("coast"));
        add(lines(tier.region), line("region"));
        add(lines(tier.country), line("country"));
        add(lines(tier.disputed), line("disputed"));
    }
}

/* Land as others have mapped it, above the ground and below what is claimed. */
function addOverlays(pane) {
    const renderer = L.canvas({ pane: pane, padding: 0.4 });
    for (const overlay of data.overlays) {
        const layer = L.polygon(decodeAll(overlay.parts, overlay.step), { renderer: renderer,
            pane: pane, interactive: false, smoothFactor: 0.5 });
        groundLayers.push({ layer: layer.addTo(map), style: () => {
            const look = looks().overlays[overlay.look];
            return { fillColor: look.fill, fillOpacity: look.opacity, color: look.color,
                weight: look.width, dashArray: look.dash ? look.dash.join(" ") : null };
        } });
    }
}

function paintGround() {
    for (const { layer, style } of groundLayers) {
        layer.setStyle(style());
    }
    byId("cm-map").style.backgroundColor = looks().sea;
}

/* A feature of the map as a button: reached by Tab, named in words. */
function asButton(element, label, act) {
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            event.stopPropagation();
            act();
        }
    });
}

function labelOf(spot, seen) {
    if (spot.kind !== "claimed" || seen.claims.length === 0) {
        return spot.name + ", " + words.named;
    }
    const lines = seen.claims.filter((claim) => claim >= 0).slice(0, 3).map(lineOf);
    return spot.name + ", " + words.claims + ": " + seen.claims.length + ". " + lines.join(" ");
}

function sizeOf(rings) {
    let least = [Infinity, Infinity];
    let most = [-Infinity, -Infinity];
    for (const ring of rings) {
        for (const point of ring) {
            least = [Math.min(least[0], point.lng), Math.min(least[1], point.lat)];
            most = [Math.max(most[0], point.lng), Math.max(most[1], point.lat)];
        }
    }
    return (most[0] - least[0]) * (most[1] - least[1]);
}

function addAreas() {
    const items = [];
    data.spots.forEach((spot, index) => {
        if (spot.kind === "claimed" && (spot.rings || spot.lines)) {
            const parts = decodeAll(spot.rings || spot.lines, data.step);
            items.push({ size: sizeOf(parts), index: index, spot: spot, parts: parts });
        }
    });
    items.sort((a, b) => b.size - a.size || a.index - b.index);
    for (const { spot, index, parts } of items) {
        const options = { renderer: claimsSvg, smoothFactor: 0, className: "spot",
            bubblingMouseEvents: false };
        const layer = spot.rings ? L.polygon(parts, Object.assign({ fillRule: "nonzero" }, options))
            : L.polyline(parts, options);
        layer.on("click", (event) => chooseSpot(index, event.latlng, "map"));
        layer.addTo(map);
        spotLayers[index] = layer;
        asButton(layer.getElement(), spot.name, () => chooseSpot(index, null, "keys"));
    }
}

function addFigures() {
    for (const figure of data.figures) {
        const layer = L.polygon(decodeAll(figure.rings || [], data.step), { renderer: claimsSvg,
            smoothFactor: 0, fillRule: "nonzero", className: "spot figure",
            bubblingMouseEvents: false }).addTo(map);
        const act = (at, by) => chooseClaim(figure.claim, by, at || pointAt(figure.at, data.step));
        layer.on("click", (event) => act(event.latlng, "map"));
        asButton(layer.getElement(), (figure.title || figure.label) + " (" + words.schematic + ")",
            () => act(null, "keys"));
        otherLayers.push({ layer: layer, item: figure, style: () =>
            areaStyle(defs, looks().figures, figure, [figure]) });
    }
}

/* An arrow bends a little, so that two ways between the same places are told apart. */
function moveParts(move) {
    const from = pointAt(move.from, data.step);
    const metres = map.getZoomScale(0, map.getZoom());
    const to = move.to ? pointAt(move.to, data.step)
        : L.latLng(from.lat - 34 * metres, from.lng + 44 * metres);
    const dx = to.lng - from.lng;
    const dy = to.lat - from.lat;
    const length = Math.hypot(dx, dy);
    const gap = Math.min(13 * metres, length / 4);
    if (!(length > 0)) {
        return [[], []];
    }
    const bend = move.link ? 0 : 0.14;
    const middle = [from.lng + dx / 2 + dy * bend, from.lat + dy / 2 - dx * bend];
    const curve = [];
    for (let i = 0; i <= 24; i++) {
        const t = (gap + ((length - 2 * gap) * i) / 24) / length;
        const u = 1 - t;
        curve.push(L.latLng(u * u * from.lat + 2 * u * t * middle[1] + t * t * to.lat,
            u * u * from.lng + 2 * u * t * middle[0] + t * t * to.lng));
    }
    if (move.link) {
        return [curve, []];
    }
    const tip = curve[24];
    const before = curve[22];
    const angle = Math.atan2(tip.lat - before.lat, tip.lng - before.lng);
    const barb = (turn) => L.latLng(tip.lat - 11 * metres * Math.sin(angle + turn),
        tip.lng - 11 * metres * Math.cos(angle + turn));
    return [curve, [barb(0.5), tip, barb(-0.5)]];
}

function addMoves() {
    for (const move of data.moves) {
        const options = { renderer: claimsSvg, smoothFactor: 0, className: "spot move",
            bubblingMouseEvents: false };
        const layer = L.polyline(moveParts(move)[0], options).addTo(map);
        const head = L.polyline(moveParts(move)[1], Object.assign({}, options,
            { interactive: false })).addTo(map);
        layer.on("click", (event) => chooseClaim(move.claim, "map", event.latlng));
        asButton(layer.getElement(), (move.link ? legend.link : legend.move) + ". " +
            (move.claim < 0 ? "" : lineOf(move.claim)),
            () => chooseClaim(move.claim, "keys", pointAt(move.from, data.step)));
        otherLayers.push({ layer: layer, head: head, item: move, style: () => {
            const dash = move.link ? "0.1 6" : dashOf(looks().areas[move.sign]);
            return { color: colorOf(move), fill: false, lineJoin: "round",
                weight: looks().arrow.width * (move.primary ? 1 : 0.7),
                opacity: move.primary ? 0.95 : 0.5, dashArray: dash,
                lineCap: move.link || (dash && dash.startsWith("0.")) ? "round" : "butt" };
        } });
    }
    map.on("zoomend", () => {
        for (const { layer, head, item } of otherLayers) {
            if (head) {
                layer.setLatLngs(moveParts(item)[0]);
                head.setLatLngs(moveParts(item)[1]);
            }
        }
    });
}

function addPoints() {
    data.spots.forEach((spot, index) => {
        if (!spot.at || spot.rings || spot.lines || spot.kind === "undrawn") {
            return;
        }
        const context = spot.kind === "context";
        const icon = L.divIcon({ className: context ? "dot" : "pin", iconSize: [26, 26] });
        const layer = L.marker(pointAt(spot.at, data.step), { icon: icon, keyboard: false,
            riseOnHover: true, zIndexOffset: context ? -1000 : 0 });
        layer.on("click", () => chooseSpot(index, null, "map"));
        layer.addTo(map);
        spotLayers[index] = layer;
        asButton(layer.getElement(), spot.name, () => chooseSpot(index, null, "keys"));
    });
}

/* Draws what the filters leave. */
function paintClaims() {
    if (!map) {
        return;
    }
    data.spots.forEach((spot, index) => {
        const layer = spotLayers[index];
        if (!layer) {
            return;
        }
        const element = layer.getElement();
        const seen = voicesOf(spot);
        const hidden = spot.kind === "claimed" && seen.voices.length === 0;
        element.classList.toggle("gone", hidden);
        element.setAttribute("tabindex", hidden ? "-1" : "0");
        element.setAttribute("aria-label", labelOf(spot, seen));
        if (hidden || spot.kind !== "claimed") {
            return;
        }
        if (spot.rings || spot.lines) {
            layer.setStyle(areaStyle(defs, looks().areas,
                Object.assign({}, spot, { faint: !seen.primary }), seen.voices));
        } else {
            element.replaceChildren(pointSign(seen.voices, seen.primary, spot.square));
            layer.setZIndexOffset(seen.primary ? 400 : 0);
        }
    });
    for (const { layer, head, item, style } of otherLayers) {
        const hidden = item.claim >= 0 && !shown[item.claim];
        if (head) {
            head.setStyle(Object.assign(style(), { dashArray: null, lineCap: "round" }));
            head.getElement().classList.toggle("gone", hidden);
        }
        layer.getElement().classList.toggle("gone", hidden);
        layer.getElement().setAttribute("tabindex", hidden ? "-1" : "0");
        layer.setStyle(style());
    }
    layNames();
}

/* ---- names ---- */

let namesPane = null;
const measure = document.createElement("canvas").getContext("2d");

function widthOf(text, look, size) {
    measure.font = (look.italic ? "italic " : "") + (look.bold ? "bold " : "") + size + "px " +
        getComputedStyle(document.documentElement).getPropertyValue("--font");
    return measure.measureText(text).width + look.spacing * text.length;
}

/* Candidates from what is claimed down to villages: {at, text, look, size, sides, weight}. */
function nameCandidates() {
    const own = looks();
    const out = [];
    data.spots.forEach((spot, index) => {
        if (spot.at && spotLayers[index] && !spotLayers[index].getElement().classList.contains("gone")) {
            const area = Boolean(spot.rings || spot.lines);
            const look = spot.kind === "context" ? own.t_town : area ? own.t_area : own.t_place;
            const faint = spot.kind !== "claimed" || spot.voices.every((voice) => voice.faint);
            out.push({ at: pointAt(spot.at, data.step), text: spot.name, look: look,
                size: area ? 13.5 : faint ? 12 : 13.5, point: !area, level: faint ? 1 : 0,
                weight: spot.voices.length });
        }
    });
    for (const { layer, item } of otherLayers) {
        if (item.label && !layer.getElement().classList.contains("gone")) {
            out.push({ at: pointAt(item.at, data.step), text: item.label, look: own.t_figure,
                size: 13, point: false, level: 0, weight: 0 });
        }
    }
    const levels = { country: 2, capital: 3, region: 4, water: 5, town: 6 };
    const sizes = { country: 14, capital: 12.5, region: 11.5, water: 12, town: 11.5 };
    const metres = map.getZoomScale(0, map.getZoom());
    for (const tier of data.tiers) {
        for (const [x, y, text, kind, weight] of tier.names) {
            const pixels = kind === "country" || kind === "region"
                ? Math.sqrt(weight) * 1000 / metres : kind === "water" ? weight * 1000 / metres : 1e9;
            const least = kind === "country" ? 60 : kind === "region" ? 110 : 60;
            if (pixels > least) {
                out.push({ at: L.latLng(y * tier.step, x * tier.step), text: text,
                    look: own["t_" + kind], size: sizes[kind], kind: kind,
                    point: kind === "town" || kind === "capital", level: levels[kind],
                    weight: weight });
            }
        }
    }
    return out.sort((a, b) => a.level - b.level || b.weight - a.weight);
}

function overlaps(box, boxes) {
    return boxes.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]);
}

/* Where a name may stand: beside a point, or in the middle. */
function placesFor(at, width, height, point) {
    const box = (x, y) => [x - 2, y - 1, x + width + 2, y + height + 1];
    if (!point) {
        return [box(at.x - width / 2, at.y - height / 2)];
    }
    return [box(at.x + 11, at.y - height / 2), box(at.x - 11 - width, at.y - height / 2),
        box(at.x - width / 2, at.y - 11 - height), box(at.x - width / 2, at.y + 11),
        box(at.x + 8, at.y + 5), box(at.x + 8, at.y - height - 5)];
}

/* Puts down names as long as they find room; towns that no claim is about get a dot with theirs. */
function layNames() {
    if (!map || !namesPane) {
        return;
    }
    const size = map.getSize();
    const taken = [];
    const nodes = [];
    const used = new Set();
    let room = Math.round((size.x * size.y) / 9000);
    data.spots.forEach((spot, index) => {
        const layer = spotLayers[index];
        if (spot.at && layer && !spot.rings && !layer.getElement().classList.contains("gone")) {
            const at = map.latLngToContainerPoint(pointAt(spot.at, data.step));
            taken.push([at.x - 8, at.y - 8, at.x + 8, at.y + 8]);
        }
    });
    for (const name of nameCandidates()) {
        const at = map.latLngToContainerPoint(name.at);
        if (room === 0 || used.has(name.text) || at.x < 0 || at.y < 0 || at.x > size.x ||
            at.y > size.y) {
            continue;
        }
        const text = name.kind === "country" ? name.text.toUpperCase() : name.text;
        const look = name.kind === "country" ? Object.assign({}, name.look, { spacing: 2 })
            : Object.assign({}, name.look, { spacing: Math.min(name.look.spacing, 0.6) });
        const width = widthOf(text, look, name.size);
        const box = placesFor(at, width, name.size * 1.15, name.point).find((candidate) =>
            candidate[0] > 2 && candidate[1] > 2 && candidate[2] < size.x - 2 &&
            candidate[3] < size.y - 2 && !overlaps(candidate, taken));
        if (!box) {
            continue;
        }
        const dotBox = [at.x - 4, at.y - 4, at.x + 4, at.y + 4];
        const dotted = name.kind === "town" || name.kind === "capital";
        if (dotted && overlaps(dotBox, taken)) {
            continue;
        }
        taken.push(box);
        used.add(name.text);
        room--;
        nodes.push(nameNode(text, look, name, box));
        if (dotted) {
            taken.push(dotBox);
            const dot = make("span", { class: "town" });
            placeNode(dot, at.x - 2.5, at.y - 2.5);
            dot.style.background = looks().town;
            dot.style.borderColor = looks().town_edge;
            nodes.push(dot);
        }
    }
    namesPane.replaceChildren(...nodes);
}

function placeNode(node, x, y) {
    const at = map.containerPointToLayerPoint([x, y]);
    node.style.transform = "translate(" + at.x + "px," + at.y + "px)";
}

function nameNode(text, look, name, box) {
    const node = make("span", { class: "name", text: text });
    const halo = look.halo.slice(0, 7);
    node.style.color = look.color;
    node.style.font = (look.italic ? "italic " : "") + (look.bold ? "600 " : "") + name.size +
        "px/1.15 var(--font)";
    node.style.letterSpacing = look.spacing + "px";
    node.style.textShadow = ["1px 0", "-1px 0", "0 1px", "0 -1px", "1px 1px", "-1px -1px",
        "1px -1px", "-1px 1px"].map((offset) => offset + " 1px " + halo).join(",");
    placeNode(node, box[0] + 2, box[1] + 1);
    return node;
}

/* ---- popups ---- */

/* A copy of the claim's card, without what would be twice in the page. */
function cardCopy(claim) {
    const copy = cards[claim].cloneNode(true);
    const card = make("div", { class: copy.className + " copy" }, ...copy.childNodes);
    for (const link of all("a.place", card)) {
        link.addEventListener("click", (event) => {
            event.preventDefault();
            chooseSpot(Number(link.dataset.s), null, "list");
        });
    }
    const text = make("a", { class: "go", href: "#claim=" + encodeURIComponent(data.claims[claim]),
        text: words.text });
    text.addEventListener("click", (event) => {
        event.preventDefault();
        showPane("article");
        if (marksOf[claim].length > 0) {
            marksOf[claim][0].focus({ preventScroll: true });
            bring(marksOf[claim][0], "center");
        }
    });
    card.append(make("p", { class: "links" }, text));
    return card;
}

function popupContent(spot, claims, current) {
    const box = make("div", { class: "popup", role: "group",
        "aria-label": spot >= 0 ? data.spots[spot].name : words.claims });
    if (spot >= 0) {
        box.append(make("h2", { text: data.spots[spot].name, dir: "auto" }));
    }
    if (claims.length === 0) {
        box.append(make("p", { text: words.named }));
    }
    if (claims.length > 1) {
        const step = (by, text, word) => {
            const button = make("button", { type: "button", text: text, "aria-label": word });
            button.addEventListener("click", () => {
                const next = claims[(claims.indexOf(current) + by + claims.length) % claims.length];
                choose({ claim: next, spot: spot, by: "pager", claims: claims });
            });
            return button;
        };
        box.append(make("p", { class: "pager" }, step(-1, "\u2039", words.previous),
            make("span", { text: claims.indexOf(current) + 1 + " / " + claims.length }),
            step(1, "\u203a", words.next)));
    }
    if (current >= 0) {
        box.append(cardCopy(current));
    }
    return box;
}

function showPopup(at, content, byKeys) {
    const size = map.getSize();
    if (openPopup && openPopup.isOpen()) {
        openPopup.setContent(content).setLatLng(at);
    } else {
        openPopup = L.popup({ maxWidth: Math.min(330, size.x - 105), minWidth: Math.min(220,
            size.x - 105), maxHeight: Math.max(120, size.y - 100),
            autoPanPaddingTopLeft: [54, 10], autoPanPaddingBottomRight: [10, 10], closeButton: true, className: "claims" }).setLatLng(at).setContent(content);
        openPopup.openOn(map);
    }
    const close = openPopup.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", words.close);
    close.setAttribute("title", words.close);
    if (byKeys) {
        const first = content.querySelector("button, a");
        (first || close).focus({ preventScroll: true });
    }
}

/* ---- choosing ---- */

/* Where a claim is shown, and the spot; null: nowhere. */
function placeOf(claim, wanted) {
    const spots = data.spots ? data.spots.map((spot, index) => ({ spot: spot, index: index }))
        .filter((entry) => entry.spot.at && entry.spot.voices.some((v) => v.claim === claim)) : [];
    const found = spots.find((entry) => entry.index === wanted) || spots[0];
    if (found) {
        return { spot: found.index, at: pointAt(found.spot.at, data.step) };
    }
    const other = otherLayers.find((entry) => entry.item.claim === claim);
    return other ? { spot: -1, at: pointAt(other.item.at || other.item.from, data.step) } : null;
}

function markChosen() {
    for (const mark of marks) {
        const claims = numbersOf(mark.dataset.c);
        mark.classList.toggle("on", (chosen.claim >= 0 && claims.includes(chosen.claim)) ||
            (chosen.claim < 0 && chosen.spot >= 0 && Number(mark.dataset.s) === chosen.spot));
    }
    cards.forEach((card, claim) => card.classList.toggle("on", claim === chosen.claim));
    if (!map) {
        return;
    }
    spotLayers.forEach((layer, index) => {
        const about = data.spots[index].voices.some((voice) => voice.claim === chosen.claim);
        layer.getElement().classList.toggle("on", index === chosen.spot ||
            (chosen.claim >= 0 && about));
    });
    for (const { layer, item } of otherLayers) {
        layer.getElement().classList.toggle("on", chosen.claim >= 0 && item.claim === chosen.claim);
    }
}

/* Shows a place that is far off, or too small to be seen. */
function goTo(spot, at) {
    const layer = spot >= 0 ? spotLayers[spot] : null;
    const options = { animate: !calm.matches, maxZoom: map.getZoom() };
    if (layer && layer.getBounds && !map.getBounds().intersects(layer.getBounds())) {
        map.fitBounds(layer.getBounds().pad(0.3), options);
    } else if (!map.getBounds().pad(-0.1).contains(at)) {
        map.panTo(at, options);
    }
}

function point(spot) {
    if (pointer) {
        pointer.remove();
        pointer = null;
    }
    if (spot >= 0 && !spotLayers[spot] && data.spots[spot].at) {
        pointer = L.marker(pointAt(data.spots[spot].at, data.step), { interactive: false,
            keyboard: false, icon: L.divIcon({ className: "pointer", iconSize: [30, 30] }) });
        pointer.addTo(map);
    }
}

/* Shows a claim, or a place (claim -1), in the text, the list and the map; `by` says from where. */
function choose(what) {
    chosen.claim = what.claim;
    chosen.spot = what.spot;
    if (what.claim >= 0 && !shown[what.claim]) {
        resetFilters();
    }
    markChosen();
    if (what.claim >= 0) {
        setHash("claim", data.claims[what.claim]);
        say(lineOf(what.claim));
    } else {
        setHash("place", data.places[what.spot]);
        say(data.spots ? data.spots[what.spot].name : "");
    }
    if (map) {
        showOnMap(what);
    }
    showInText(what);
}

function showOnMap(what) {
    const place = what.at ? { spot: what.spot, at: what.at }
        : what.claim >= 0 ? placeOf(what.claim, what.spot)
            : data.spots[what.spot].at ? { spot: what.spot,
                at: pointAt(data.spots[what.spot].at, data.step) } : null;
    point(what.spot);
    if (!place) {
        map.closePopup();
        return;
    }
    const claims = what.claims || (place.spot >= 0 && data.spots[place.spot].voices.length > 0
        ? Array.from(new Set(voicesOf(data.spots[place.spot]).claims)).filter((c) => c >= 0)
        : what.claim >= 0 ? [what.claim] : []);
    if (what.claim >= 0 && !claims.includes(what.claim)) {
        claims.unshift(what.claim);
    }
    goTo(place.spot, place.at);
    const current = what.claim >= 0 ? what.claim : claims.length > 0 ? claims[0] : -1;
    showPopup(place.at, popupContent(place.spot, claims, current),
        what.by === "keys" || what.by === "pager");
}

function showInText(what) {
    const list = what.claim >= 0 ? marksOf[what.claim] : spotMarks.get(what.spot) || [];
    const card = what.claim >= 0 ? cards[what.claim] : null;
    if (what.by === "text") {
        return;
    }
    if (pane === "claims" && card) {
        if (what.by !== "list") {
            bring(card, "center");
        }
    } else if (list.length > 0) {
        bring(list[0], "center");
    } else if (card) {
        showPane("claims");
        bring(card, "center");
    }
}

function chooseClaim(claim, by, at) {
    if (claim >= 0) {
        choose({ claim: claim, spot: -1, by: by, at: at });
    }
}

function chooseSpot(spot, at, by) {
    const seen = voicesOf(data.spots[spot]);
    const claims = Array.from(new Set(seen.claims)).filter((claim) => claim >= 0);
    const same = chosen.spot === spot ? claims.indexOf(chosen.claim) : -1;
    choose({ claim: claims.length === 0 ? -1 : claims[Math.max(same, 0)], spot: spot, by: by,
        at: at, claims: claims });
}

/* ---- panes ---- */

let pane = "article";
const tabs = {};

function showPane(name) {
    pane = name;
    for (const [key, tab] of Object.entries(tabs)) {
        tab.setAttribute("aria-selected", key === name ? "true" : "false");
        tab.setAttribute("tabindex", key === name ? "0" : "-1");
        byId("cm-" + key).classList.toggle("away", key !== name);
    }
}

function addTabs() {
    const list = byId("cm-tabs");
    list.setAttribute("role", "tablist");
    for (const name of ["article", "claims"]) {
        const section = byId("cm-" + name);
        const heading = section.querySelector("h2");
        const tab = make("button", { type: "button", role: "tab", id: "cm-tab-" + name,
            "aria-controls": "cm-" + name, text: heading.textContent });
        if (name === "claims") {
            tab.append(" ", make("span", { class: "count", id: "cm-count" }));
        }
        tab.addEventListener("click", () => showPane(name));
        tab.addEventListener("keydown", (event) => {
            if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
                const next = name === "article" ? "claims" : "article";
                showPane(next);
                tabs[next].focus();
            }
        });
        section.setAttribute("role", "tabpanel");
        section.setAttribute("aria-labelledby", tab.id);
        heading.classList.add("unseen");
        tabs[name] = tab;
        list.append(tab);
    }
    showPane("article");
    byId("cm-bar").hidden = false;
}

/* ---- filters ---- */

const facets = [];
const time = { from: null, to: null, undated: null };

function facetOf(name, title, textOf) {
    const counts = new Map();
    for (const card of cards) {
        counts.set(card.dataset[name], (counts.get(card.dataset[name]) || 0) + 1);
    }
    return { name: name, title: title, textOf: textOf, values: Array.from(counts.keys()).sort(
        (a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1)), boxes: new Map() };
}

function passesFacet(facet, card) {
    const box = facet.boxes.get(card.dataset[facet.name]);
    return !box || box.checked;
}

function passesTime(card) {
    if (!time.from) {
        return true;
    }
    if (!card.dataset.from) {
        return time.undated.checked;
    }
    return (!time.from.value || card.dataset.to >= time.from.value) &&
        (!time.to.value || card.dataset.from <= time.to.value);
}

/* Counts of each value among the claims that all other filters leave. */
function countFacets() {
    for (const facet of facets) {
        const counts = new Map();
        for (const card of cards) {
            if (passesTime(card) && facets.every((f) => f === facet || passesFacet(f, card))) {
                counts.set(card.dataset[facet.name], (counts.get(card.dataset[facet.name]) || 0) + 1);
            }
        }
        for (const [value, box] of facet.boxes) {
            box.parentNode.querySelector(".count").textContent = counts.get(value) || 0;
        }
        const off = Array.from(facet.boxes.values()).filter((box) => !box.checked).length;
        facet.summary.classList.toggle("set", off > 0);
    }
}

function applyFilters() {
    cards.forEach((card, claim) => {
        shown[claim] = passesTime(card) && facets.every((facet) => passesFacet(facet, card));
        card.hidden = !shown[claim];
    });
    for (const mark of marks) {
        const claims = numbersOf(mark.dataset.c);
        mark.classList.toggle("dim", claims.length > 0 && claims.every((claim) => !shown[claim]));
    }
    const count = shown.filter(Boolean).length;
    byId("cm-count").textContent = count === cards.length ? count : count + " / " + cards.length;
    byId("cm-nothing").hidden = count > 0 || cards.length === 0;
    byId("cm-reset").hidden = count === cards.length;
    countFacets();
    if (openPopup && chosen.claim >= 0 && !shown[chosen.claim]) {
        map.closePopup();
    }
    paintClaims();
    return count;
}

function resetFilters() {
    for (const facet of facets) {
        for (const box of facet.boxes.values()) {
            box.checked = true;
        }
    }
    if (time.from) {
        time.from.value = "";
        time.to.value = "";
        time.undated.checked = true;
    }
    applyFilters();
}

function filtersChanged() {
    say(words.claims + ": " + applyFilters());
}

function boxFor(text, checked) {
    const box = make("input", { type: "checkbox" });
    box.checked = checked;
    box.addEventListener("change", filtersChanged);
    return { box: box, row: make("label", {}, box, " ", make("bdi", { text: text }), " ",
        make("span", { class: "count" })) };
}

function addFacet(facet) {
    facet.summary = make("summary", { text: facet.title });
    const group = make("fieldset", {}, make("legend", { class: "unseen", text: facet.title }));
    for (const value of facet.values) {
        const { box, row } = boxFor(facet.textOf(value), true);
        facet.boxes.set(value, box);
        group.append(row);
    }
    return make("details", { class: "facet" }, facet.summary, group);
}

function addTime() {
    const days = new Set();
    for (const card of cards) {
        [card.dataset.from, card.dataset.to].filter(Boolean).forEach((day) => days.add(day));
    }
    if (days.size === 0) {
        return null;
    }
    const list = Array.from(days).sort();
    const format = new Intl.DateTimeFormat(data.lang, { dateStyle: "medium", timeZone: "UTC" });
    const select = (label) => {
        const field = make("select", { "aria-label": words.when + ": " + label },
            make("option", { value: "", text: "\u2013" }),
            ...list.map((day) => make("option", { value: day, text: format.format(
                new Date(day + "T00:00:00Z")) })));
        field.addEventListener("change", filtersChanged);
        return { field: field, row: make("label", {}, label + " ", field) };
    };
    const from = select(words.from);
    const to = select(words.to);
    const undated = boxFor(words.undated, true);
    undated.row.querySelector(".count").textContent =
        cards.filter((card) => !card.dataset.from).length;
    time.from = from.field;
    time.to = to.field;
    time.undated = undated.box;
    return make("details", { class: "facet" }, make("summary", { text: words.when }),
        make("fieldset", {}, make("legend", { class: "unseen", text: words.when }), from.row, to.row,
            undated.row));
}

function addFilters() {
    const row = byId("cm-filters");
    facets.push(facetOf("who", words.who, (value) => value || words.itself),
        facetOf("kind", words.kind, (value) => value),
        facetOf("about", words.about, (value) => words[value] || "\u2013"));
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", words.filter);
    for (const facet of facets) {
        row.append(addFacet(facet));
    }
    const when = addTime();
    const reset = make("button", { type: "button", id: "cm-reset", text: words.reset, hidden: true });
    reset.addEventListener("click", () => {
        resetFilters();
        say(words.claims + ": " + cards.length);
        facets[0].summary.focus();
    });
    row.append(...[when, reset].filter(Boolean));
    byId("cm-claims").querySelector("ol").before(make("p", { id: "cm-nothing", class: "notice",
        text: words.nothing, hidden: true }));
    /* One at a time is open, and none when something else is clicked. */
    const details = all("details.facet", row);
    document.addEventListener("click", (event) => {
        details.forEach((item) => {
            if (!item.contains(event.target)) {
                item.open = false;
            }
        });
    });
    row.addEventListener("keydown", (event) => {
        const open = details.find((item) => item.open);
        if (event.key === "Escape" && open) {
            open.open = false;
            open.querySelector("summary").focus();
        }
    });
}

/* ---- legend ---- */

function areaSwatch(table, feature, voices) {
    const picture = draw("svg", { width: 30, height: 18, viewBox: "0 0 30 18",
        "aria-hidden": "true", focusable: "false" });
    const own = draw("defs", {});
    picture.append(own);
    const style = areaStyle(own, table, feature, voices);
    picture.append(draw("rect", { x: 1.5, y: 1.5, width: 27, height: 15, fill: style.fillColor,
        stroke: style.color, "stroke-width": style.weight, "stroke-opacity": style.opacity,
        "stroke-dasharray": style.dashArray || "none", "stroke-linecap": style.lineCap }));
    return picture;
}

function addLegend() {
    const box = byId("cm-legend");
    const voices = data.spots.flatMap((spot) => spot.voices).concat(data.figures, data.moves);
    const entry = (picture, text) => make("li", {}, picture, make("bdi", { text: text }));
    const hues = make("ul", {});
    data.sides.concat([legend.others]).forEach((name, index) => {
        const side = index === data.sides.length ? -1 : index;
        if (voices.some((voice) => voice.side === side)) {
            const hue = make("span", { class: "hue" });
            hue.style.background = looks().sides[side + 1];
            hues.append(entry(hue, name));
        }
    });
    const signs = make("ul", {});
    const areas = data.spots.some((spot) => spot.rings) || data.figures.length > 0;
    const points = data.spots.some((spot) => spot.kind === "claimed" && !spot.rings);
    for (const sign of [0, 3, 1, 4, 2]) {
        if (voices.some((voice) => voice.sign === sign)) {
            const voice = { side: voices.find((v) => v.sign === sign).side, sign: sign };
            const picture = make("span", { class: "swatch" });
            picture.append(...(areas ? [areaSwatch(looks().areas, {}, [voice])] : []),
                ...(points ? [pointSign([voice], true, false)] : []));
            signs.append(entry(picture, legend[sign]));
        }
    }
    const figure = data.figures.find((item) => !item.peak);
    const peak = data.figures.find((item) => item.peak);
    for (const [item, text] of [[figure, legend.figure], [peak, legend.peak]]) {
        if (item) {
            signs.append(entry(areaSwatch(looks().figures, item, [item]), text));
        }
    }
    const extra = (test, picture, text) => test && signs.append(entry(picture, text));
    const lineOfLegend = (name, dash) => draw("svg", { width: 30, height: 18, "aria-hidden": "true" },
        draw("path", { d: "M1 9H29", stroke: looks()[name].color, "stroke-width":
            looks()[name].width || 2, "stroke-dasharray": dash, "stroke-linecap": "round" }));
    for (const overlay of data.overlays) {
        const look = looks().overlays[overlay.look];
        extra(true, draw("svg", { width: 30, height: 18, "aria-hidden": "true" },
            draw("path", { d: "M1 2H29V16H1Z", fill: look.fill, "fill-opacity": look.opacity,
                stroke: look.color, "stroke-width": look.width,
                "stroke-dasharray": look.dash ? look.dash.join(" ") : "none" })), overlay.text);
    }
    extra(data.moves.some((move) => !move.link), make("span", { class: "swatch", text: "\u2192" }),
        legend.move);
    extra(data.moves.some((move) => move.link), make("span", { class: "swatch", text: "\u22ef" }),
        legend.link);
    extra(data.tiers.some((tier) => tier.disputed.length > 0),
        lineOfLegend("disputed", dashOf(looks().disputed) || "none"), legend.disputed);
    extra(voices.some((voice) => voice.faint), areas ? areaSwatch(looks().areas, { faint: true },
        [{ side: -1, sign: 0 }]) : pointSign([{ side: -1, sign: 0 }], false, false), legend.faint);
    box.replaceChildren(make("h3", { text: legend.whose }), hues, make("h3", { text: legend.what }),
        signs);
}

/* ---- controls ---- */

function homeBounds() {
    const [x0, y0, x1, y1] = data.home;
    return L.latLngBounds(L.latLng(y0, x0), L.latLng(y1, x1));
}

function allBounds() {
    const bounds = L.latLngBounds([]);
    data.spots.forEach((spot, index) => {
        const layer = spotLayers[index];
        if (layer && spot.kind === "claimed") {
            bounds.extend(layer.getBounds ? layer.getBounds() : layer.getLatLng());
        }
    });
    return bounds.isValid() ? bounds.extend(homeBounds()) : homeBounds();
}

function addControls() {
    L.control.zoom({ position: "topleft", zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
    const Fit = L.Control.extend({
        onAdd: () => {
            const box = make("div", { class: "leaflet-bar fit" });
            const add = (sign, word, bounds) => {
                const button = make("a", { href: "#", role: "button", title: word,
                    "aria-label": word, text: sign });
                button.addEventListener("click", (event) => {
                    event.preventDefault();
                    map.fitBounds(bounds(), { animate: !calm.matches });
                });
                box.append(button);
            };
            add("\u2302", words.home, homeBounds);
            if (!homeBounds().contains(allBounds())) {
                add("\u2922", words.all, allBounds);
            }
            L.DomEvent.disableClickPropagation(box);
            return box;
        },
    });
    new Fit({ position: "topleft" }).addTo(map);
    const Scale = L.Control.Scale.extend({
        _updateMetric: function (most) {
            const metres = this._getRoundNum(most);
            this._updateScale(this._mScale, metres < 1000 ? metres + " " + words.m
                : metres / 1000 + " " + words.km, metres / most);
        },
    });
    new Scale({ imperial: data.lang === "en", maxWidth: 120 }).addTo(map);
}

function addMap() {
    byId("cm-mapside").hidden = false;
    document.querySelector(".legend").open = !narrow.matches && window.innerHeight > 700;
    const outer = data.tiers.length > 0 ? L.latLngBounds(decode(data.tiers[0].box,
        data.tiers[0].step)) : homeBounds().pad(1);
    map = L.map("cm-map", { crs: plane(), attributionControl: false, zoomControl: false,
        zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 100, minZoom: -40, maxZoom: 4,
        maxBounds: outer.pad(0.05), maxBoundsViscosity: 0.9, fadeAnimation: !calm.matches,
        zoomAnimation: !calm.matches, markerZoomAnimation: !calm.matches, inertia: !calm.matches,
        closePopupOnClick: true });
    map.fitBounds(homeBounds(), { animate: false });
    map.setMaxZoom(Math.min(map.getZoom() + 5, 2));
    map.setMinZoom(map.getBoundsZoom(outer));
    map.createPane("ground").style.zIndex = 200;
    map.createPane("overlays").style.zIndex = 210;
    namesPane = map.createPane("names");
    namesPane.style.zIndex = 450;
    namesPane.classList.add("leaflet-zoom-hide");
    namesPane.setAttribute("aria-hidden", "true");
    claimsSvg = L.svg({ padding: 0.6 }).addTo(map);
    defs = draw("defs", {});
    claimsSvg._container.prepend(defs);
    addGround("ground");
    addOverlays("overlays");
    addAreas();
    addFigures();
    addMoves();
    addPoints();
    addControls();
    paintGround();
    addLegend();
    map.on("moveend zoomend resize", layNames);
    map.on("popupclose", () => {
        point(-1);
        const focused = document.activeElement;
        const spot = chosen.spot >= 0 ? spotLayers[chosen.spot] : null;
        if (spot && (!focused || focused === document.body)) {
            spot.getElement().focus({ preventScroll: true });
        }
    });
    map.getContainer().addEventListener("keydown", (event) => {
        if (event.key === "Escape" && openPopup && openPopup.isOpen()) {
            map.closePopup();
            const spot = chosen.spot >= 0 ? spotLayers[chosen.spot] : null;
            (spot ? spot.getElement() : map.getContainer()).focus({ preventScroll: true });
        }
    });
    let before = null;
    window.addEventListener("beforeprint", () => {
        before = map.getBounds();
        document.documentElement.classList.add("printing");
        map.closePopup();
        map.invalidateSize({ animate: false });
        map.fitBounds(before, { animate: false });
    });
    window.addEventListener("afterprint", () => {
        document.documentElement.classList.remove("printing");
        map.invalidateSize({ animate: false });
        map.fitBounds(before, { animate: false });
    });
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(byId("cm-map"));
}

/* ---- the beginning ---- */

function fromHash() {
    let id = "";
    try {
        id = decodeURIComponent(location.hash.slice(1));
    } catch (error) {
        return;
    }
    const claim = id.startsWith("claim=") ? data.claims.indexOf(id.slice(6)) : -1;
    const spot = id.startsWith("place=") ? data.places.indexOf(id.slice(6)) : -1;
    if (claim >= 0) {
        choose({ claim: claim, spot: -1, by: "link" });
    } else if (spot >= 0 && data.spots) {
        chooseSpot(spot, null, "link");
    }
}

function addLinks() {
    byId("cm-text").addEventListener("click", (event) => {
        const mark = event.target.closest("a");
        if (!mark) {
            return;
        }
        event.preventDefault();
        const claims = numbersOf(mark.dataset.c);
        if (mark.dataset.s !== undefined && data.spots) {
            chooseSpot(Number(mark.dataset.s), null, "text");
        } else if (claims.length > 0) {
            choose({ claim: claims[claims.length - 1], spot: -1, by: "text" });
        }
    });
    byId("cm-claims").addEventListener("click", (event) => {
        const link = event.target.closest("a.place");
        const card = event.target.closest(".card");
        if (link && data.spots) {
            event.preventDefault();
            const claim = card ? Number(card.dataset.c) : -1;
            const spot = Number(link.dataset.s);
            const about = claim >= 0 && data.spots[spot].voices.some((v) => v.claim === claim);
            if (about) {
                choose({ claim: claim, spot: spot, by: "list" });
            } else {
                chooseSpot(spot, null, "list");
            }
        } else if (card && !String(getSelection())) {
            choose({ claim: Number(card.dataset.c), spot: -1, by: "list" });
        }
    });
    const hover = (on) => (event) => {
        const mark = event.target.closest("[data-c]");
        if (mark && map) {
            for (const claim of numbersOf(mark.dataset.c)) {
                spotLayers.forEach((layer, index) => {
                    if (data.spots[index].voices.some((voice) => voice.claim === claim)) {
                        layer.getElement().classList.toggle("hot", on);
                    }
                });
            }
        }
    };
    for (const name of ["cm-text", "cm-claims"]) {
        byId(name).addEventListener("mouseover", hover(true));
        byId(name).addEventListener("mouseout", hover(false));
    }
}

document.documentElement.classList.add("ready");
addTabs();
addFilters();
if (data.home) {
    addMap();
}
applyFilters();
addLinks();
const repaint = () => {
    if (map) {
        defs.replaceChildren();
        paintGround();
        paintClaims();
        addLegend();
    }
};
if (data.dark) {
    night.addEventListener("change", repaint);
}
window.addEventListener("hashchange", fromHash);
fromHash();
})();
