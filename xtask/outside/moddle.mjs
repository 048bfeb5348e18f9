// Reads every BPMN file of a folder with bpmn-moddle, writes it (NAME.bpmn.rewritten) and reads it again: no warning
// either way, nothing lost.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';

const folder = process.argv[2];
const files = readdirSync(folder).filter((name) => name.endsWith('.bpmn'));
const broken = [];
const count = (references) => references.length;
for (const name of files) {
  const moddle = new BpmnModdle();
  const first = await moddle.fromXML(readFileSync(`${folder}/${name}`, 'utf8'));
  const { xml } = await moddle.toXML(first.rootElement, { format: true });
  writeFileSync(`${folder}/${name}.rewritten`, xml);
  const second = await moddle.fromXML(xml);
  for (const [when, result] of [['first', first], ['second', second]]) {
    for (const warning of result.warnings) broken.push(`${name}, ${when} reading: ${warning.message}`);
  }
  const ids = (result) => Object.keys(result.elementsById).sort().join();
  if (ids(first) !== ids(second)) broken.push(`${name}: elements were lost on the way`);
  if (count(first.references) !== count(second.references)) broken.push(`${name}: references were lost on the way`);
}
console.log(`bpmn-moddle: ${files.length} files, ${broken.length} warnings`);
for (const line of broken) console.error(line);
process.exit(broken.length || !files.length ? 1 : 0);
