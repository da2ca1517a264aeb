// geojson.mjs SEQUENCE FILE...: lints each file and each record of the sequence; and files with a
// fault each, which the linter must see.
import {readFileSync} from 'node:fs';
import checkGeojson from '@placemarkio/check-geojson';

const {getIssues} = checkGeojson;
const [sequence, ...files] = process.argv.slice(2);
let faults = 0;

function lint(name, text) {
    for (const issue of getIssues(text)) {
        faults++;
        console.log(`${name}: ${issue.message} (byte ${issue.from})`);
    }
}

for (const file of files) {
    lint(file, readFileSync(file, 'utf8'));
}
const records = readFileSync(sequence, 'utf8').split('\x1e');
if (records.shift() !== '' || records.length < files.length) {
    faults++;
    console.log(`${sequence}: ${records.length} records`);
}
records.forEach((record, i) => lint(`${sequence}, record ${i + 1}`, record));

const data = JSON.parse(readFileSync(files[0], 'utf8'));
const located = data.features.find((f) => f.geometry !== null);
const spoilt = {
    'no JSON': '{"type":',
    'an unknown type': JSON.stringify({...data, type: 'Features'}),
    'features that are no list': JSON.stringify({...data, features: {}}),
    'a feature without a geometry member':
        JSON.stringify({...data, features: [{type: 'Feature', properties: {}}]}),
    'a ring that is not closed': JSON.stringify({...located,
        geometry: {type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1]]]}}),
    'a ring of three': JSON.stringify({...located,
        geometry: {type: 'Polygon', coordinates: [[[0, 0], [1, 0], [0, 0]]]}}),
    'a point of one number': JSON.stringify({...located,
        geometry: {type: 'Point', coordinates: [1]}}),
    'a position in words': JSON.stringify({...located,
        geometry: {type: 'Point', coordinates: ['1', '2']}}),
};
for (const [label, text] of Object.entries(spoilt)) {
    if (getIssues(text).length === 0) {
        faults++;
        console.log(`the linter passes ${label}`);
    }
}
console.log(`${files.length} files, ${records.length} records, ${Object.keys(spoilt).length} faults`);
process.exit(faults === 0 ? 0 : 1);
