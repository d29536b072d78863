import { SaxesParser } from 'saxes';

/**
 * An XML element in the shape that JSON would have. An element with only text is that text. Any other element is an
 * object of its child elements by name (without prefix), where several of one name are an array. Attributes are
 * `@name`, own text is `#text`.
 */
export type XmlValue = string | XmlElement | readonly XmlValue[];
interface XmlElement {
  [name: string]: XmlValue;
}

const deepest = 64;
const tooDeep = 'is nested too deep';

class NoXml extends Error {}

/** Parses a record's element, or gives the reason why it can't be parsed. Only XML's own five entities are known. */
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

/** An object without a prototype, so that any name can be an element's. */
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
