import { SaxesParser } from 'saxes';

/**
 * An element as JSON would have it: text, where it has nothing else; or its elements by their names without prefix,
 * several of a name as an array, its attributes as `@name` and its own text as `#text`.
 */
export type XmlValue = string | XmlElement | readonly XmlValue[];
interface XmlElement {
  [name: string]: XmlValue;
}

const deepest = 64;
const tooDeep = 'is nested too deep';

class NoXml extends Error {}

/** A record's element, or the reason why it is none. No entity is known but XML's own five. */
export function xmlValue(text: string): { readonly value: XmlValue } | { readonly broken: string } {
  try {
    return { value: parsed(text) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof NoXml) return { broken: error.message };
    return {
      broken: /entity/.test(error.message)
        ? 'names an entity that XML itself does not define'
        : 'is no well-formed XML',
    };
  }
}

function parsed(text: string): XmlValue {
  const parser = new SaxesParser({ position: false });
  const root = { content: elementOf(), text: '' };
  const open = [root];
  const top = () => open.at(-1) ?? root;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ attributes }) => {
    if (open.length > deepest) throw new NoXml(tooDeep);
    const content = elementOf();
    for (const [name, value] of Object.entries(attributes)) content[`@${local(name)}`] = value;
    open.push({ content, text: '' });
  });
  parser.on('text', (part) => {
    top().text += part;
  });
  parser.on('cdata', (part) => {
    top().text += part;
  });
  parser.on('closetag', ({ name }) => {
    const { content, text: own } = open.pop() ?? root;
    add(top().content, local(name), simplest(content, own.trim()));
  });
  parser.write(text).close();
  const [value] = Object.values(root.content);
  if (value === undefined) throw new NoXml('is no well-formed XML');
  return value;
}

/** Without a prototype: any name may be an element's. */
function elementOf(): XmlElement {
  const element: XmlElement = Object.create(null);
  return element;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

function simplest(content: XmlElement, text: string): XmlValue {
  if (Object.keys(content).length === 0) return text;
  if (text !== '') content['#text'] = text;
  return content;
}

function add(parent: XmlElement, name: string, value: XmlValue): void {
  const before = parent[name];
  if (before === undefined) parent[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else parent[name] = [before, value];
}
