"use strict";

// Builds a form for each call that openapi.json describes, from beside this page, and from nowhere else.

const folder = new URL(".", document.baseURI).pathname.slice(0, -1);

function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function inputFor(name, schema) {
  if (schema.format === "binary") return made("input", { type: "file", name });
  if (schema.enum) return made("select", { name }, made("option", { value: "", textContent: "" }),
    ...schema.enum.map((value) => made("option", { value, textContent: value })));
  return made("input", { name, size: 40, placeholder: schema.default ?? "" });
}

function fieldsFor(parameters) {
  return parameters.map((each) => {
    const input = inputFor(each.name, each.schema);
    input.dataset.in = each.in;
    return made("label", {}, `${each.name} `, input);
  });
}

function bodyFor(content) {
  const box = made("div");
  const kinds = Object.keys(content);
  const kind = made("select", { ariaLabel: "Body" }, ...kinds.map((value) => made("option", { value, textContent: value })));
  const inner = made("div");
  const show = () => {
    const properties = content[kind.value].schema.properties;
    inner.replaceChildren(...(kind.value === "application/json"
      ? [made("textarea", { ariaLabel: "JSON", value: JSON.stringify({ path: "" }, null, 2) })]
      : Object.entries(properties).map(([name, schema]) => made("label", {}, `${name} `, inputFor(name, schema)))));
  };
  kind.addEventListener("change", show);
  show();
  box.append(kind, inner);
  const read = () => {
    if (kind.value === "application/json") return { type: kind.value, body: inner.querySelector("textarea").value };
    const form = new FormData();
    for (const input of inner.querySelectorAll("input")) {
      if (input.type === "file") { if (input.files[0]) form.append(input.name, input.files[0]); }
      else if (input.value) form.append(input.name, input.value);
    }
    return { type: null, body: form };
  };
  return { box, read };
}

async function ask(method, path, fields, body, output, signal) {
  let address = path;
  const query = new URLSearchParams();
  for (const input of fields.flatMap((label) => [...label.querySelectorAll("input, select")])) {
    if (input.dataset.in === "path") address = address.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value) query.set(input.name, input.value);
  }
  const headers = {};
  const token = document.getElementById("token").value;
  if (token) headers.Authorization = `Bearer ${token}`;
  const sent = body ? body.read() : { type: null, body: undefined };
  if (sent.type) headers["Content-Type"] = sent.type;
  const suffix = query.size ? `?${query}` : "";
  output.textContent = "…";
  const answered = await fetch(folder + address + suffix, { method, headers, body: sent.body, signal });
  output.textContent = `${answered.status} ${answered.statusText}\n`;
  const reader = answered.body ? answered.body.pipeThrough(new TextDecoderStream()).getReader() : null;
  let text = "";
  for (;;) {
    const { done, value } = reader ? await reader.read() : { done: true };
    if (done) break;
    text += value;
    output.textContent = `${answered.status} ${answered.statusText}\n${text}`;
  }
  if ((answered.headers.get("content-type") ?? "").startsWith("application/json")) {
    output.textContent = `${answered.status} ${answered.statusText}\n${JSON.stringify(JSON.parse(text), null, 2)}`;
  }
}

function callBox(method, path, call, shared) {
  const fields = fieldsFor([...(shared ?? []), ...(call.parameters ?? [])]);
  const body = call.requestBody ? bodyFor(call.requestBody.content) : null;
  const output = made("pre", { role: "status" });
  let stop = new AbortController();
  const send = made("button", { type: "button", textContent: "Send" });
  const cancel = made("button", { type: "button", textContent: "Stop" });
  send.addEventListener("click", async () => {
    stop.abort();
    stop = new AbortController();
    try { await ask(method.toUpperCase(), path, fields, body, output, stop.signal); }
    catch (error) { output.textContent += `\n${error}`; }
  });
  cancel.addEventListener("click", () => stop.abort());
  const title = made("summary", {}, made("span", { className: "method", textContent: method.toUpperCase() }),
    made("code", { textContent: path }), ` ${call.summary}`);
  return made("details", {}, title, ...fields, ...(body ? [body.box] : []), send, cancel, output);
}

async function show() {
  const description = await (await fetch(`${folder}/openapi.json`)).json();
  document.getElementById("introduction").textContent = description.info.description;
  const boxes = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).filter(([method]) => method !== "parameters")
      .map(([method, call]) => callBox(method, path, call, item.parameters)));
  document.getElementById("calls").replaceChildren(...boxes);
}

show().catch((error) => { document.getElementById("calls").textContent = `The description could not be read: ${error}`; });
