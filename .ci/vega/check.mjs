// Reads Vega-Lite documents, one JSON text a line, and says of each what is wrong with it: its errors by Vega-Lite's own schema, the warnings of compiler and runtime,
// and places in the picture that are no numbers. One line of JSON for each, with the picture.
import fs from 'node:fs';
import Ajv from 'ajv';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';

const schema = JSON.parse(fs.readFileSync(new URL('node_modules/vega-lite/build/vega-lite-schema.json', import.meta.url)));
// The schema's formats (uri, color-hex) are for editors.
const isValid = new Ajv({ strict: false, validateFormats: false, allErrors: false }).compile(schema);

for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(line => line.length > 0)) {
    const problems = [];
    let svg = '';
    const warn = (...words) => problems.push('warning: ' + words.join(' '));
    const logger = { warn, error: warn, info: () => logger, debug: () => logger, level: () => logger };
    logger.warn = (...words) => { warn(...words); return logger; };
    logger.error = logger.warn;
    try {
        const document = JSON.parse(line);
        if (!isValid(document))
            problems.push('schema: ' + JSON.stringify(isValid.errors.slice(0, 3)));
        const compiled = vegaLite.compile(document, { logger });
        // Separators of the culture, as a host that reads config.locale sets them.
        const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logger, locale: document.config?.locale?.number });
        svg = await view.toSVG();
        if (/ (?:d|x|y|x1|x2|y1|y2|width|height|transform|opacity)="[^"]*(?:NaN|undefined|Infinity)/.test(svg))
            problems.push('picture: a place that is no number');
    } catch (error) {
        problems.push('error: ' + error.message);
    }

    process.stdout.write(JSON.stringify({ problems, svg }) + '\n');
}
