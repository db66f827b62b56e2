// Behaviour of every map of Tenteram. Texts in the data are HTML that `escape.text` has made inert.
window.tenteram = (function () {
  "use strict";
  const state = { map: null, areas: {}, labels: {}, context: [], styles: {}, selected: null, moved: false, pointing: false, framed: null, paints: 0, stops: [] };
  let look = null;

  const PANES = { tetangga: 350, garis: 360, desa: 400, petak: 420, jalan: 430, jalur: 440, tempat: 450, label: 620, singgah: 640 };

  function start(map, data) {
    look = data.look;
    L.Icon.Default.imagePath = data.images;
    state.map = map;
    for (const [name, order] of Object.entries(PANES)) map.createPane(name).style.zIndex = order;
    map.getPane("label").style.pointerEvents = "none";
    map.getContainer().insertAdjacentHTML(
      "beforeend",
      '<svg width="0" height="0" style="position:absolute"><defs>' + data.patterns + "</defs></svg>",
    );
    context(data.neighbours, "tetangga", { color: look.muted, weight: 0.7, fillColor: look.neighbour, fillOpacity: 1 });
    context(data.outlines, "garis", { color: look.muted, weight: 1.6, dashArray: "6 4", fill: false });
    L.geoJSON(data.areas, { pane: "desa", style: plain, onEachFeature: area }).addTo(map);
    controls(map, data);
    map.on("zoomend resize", declutter);
    map.on("dragstart zoomstart", () => { state.moved = state.moved || !state.fitting; });
    fit(data.bounds);
    map.on("resize", () => { if (!state.moved) fit(data.bounds); });
  }

  function plain() {
    return { color: look.outline, weight: 1.2, fillColor: look.empty, fillOpacity: 1 };
  }

  function context(shapes, pane, style) {
    if (!shapes) return;
    L.geoJSON(shapes, {
      pane, style: Object.assign({ interactive: false }, style),
      onEachFeature(feature) {
        const p = feature.properties;
        if (p.at) state.context.push(label(p.at, "label-tetangga", "<div>" + p.nama + "</div>"));
      },
    }).addTo(state.map);
  }

  function area(feature, layer) {
    const p = feature.properties;
    state.areas[p.kode] = layer;
    layer.bindTooltip(p.nama, { sticky: true, className: "keterangan", direction: "top", opacity: 1 });
    layer.on("click", () => choose(p.kode));
    state.labels[p.kode] = label(p.at, "label-desa di-terang", "<div><div class='teks'><div class='nama'>" + p.nama + "</div></div></div>");
  }

  function label(at, classes, html) {
    const icon = L.divIcon({ className: classes, html, iconSize: [0, 0] });
    return L.marker([at[1], at[0]], { icon, pane: "label", interactive: false, keyboard: false }).addTo(state.map);
  }

  // -- what changes with filter and selection --------------------------------

  function paint(data) {
    state.styles = data.areas;
    for (const [kode, layer] of Object.entries(state.areas)) {
      const a = data.areas[kode];
      if (!a) continue;
      layer.setStyle({ fillColor: a.fill });
      layer.setTooltipContent(a.tip);
      const element = state.labels[kode].getElement();
      element.classList.toggle("di-gelap", a.dark);
      element.classList.toggle("di-terang", !a.dark);
      element.innerHTML = "<div><div class='teks'><div class='nama'>" + a.nama + "</div><div class='nilai'>" + a.value + "</div></div>"
        + (a.cases ? "<span class='kasus" + (a.grave ? " berat" : "") + "'>◆<span> " + a.cases + "</span></span>" : "") + "</div>";
    }
    highlight(data.selected);
    state.paints += 1;
    setTimeout(declutter, 0);
  }

  function choose(kode) {
    if (state.pointing) return;
    highlight(state.selected === kode ? null : kode);
    if (window.Streamlit) window.Streamlit.setComponentValue({ kode_desa: state.selected, pada: Date.now() });
  }

  function highlight(kode) {
    state.selected = kode || null;
    for (const [other, layer] of Object.entries(state.areas)) {
      layer.setStyle(other === kode ? { color: look.selected, weight: 4 } : { color: look.outline, weight: 1.2 });
    }
    if (kode && state.areas[kode]) state.areas[kode].bringToFront();
  }

  // -- one GeoJSON layer a kind ------------------------------------------------

  const kinds = {
    petak: {
      pane: "petak",
      style: (f) => ({ color: "#fff", weight: 0.8, fillColor: f.properties.w, fillOpacity: 0.95 }),
    },
    daerah: {
      pane: "petak",
      style: () => ({ color: look.rough, weight: 2, dashArray: "4 3", fillColor: look.rough, fillOpacity: 0.14 }),
    },
    jalur: { pane: "jalur", style: () => ({ color: look.track, weight: 2.5, opacity: 0.75, fill: false }) },
    jalan: { pane: "jalan", style: () => ({ color: look.road, weight: 1.6, opacity: 0.9, fill: false }) },
    kejadian: {
      pane: "tempat",
      style: () => ({ color: look.selected, weight: 2.5, fillColor: "#fff", fillOpacity: 0.55 }),
      pointToLayer: (f, at) => L.circleMarker(at, { pane: "tempat", radius: 8 }),
    },
    rute: {
      pane: "jalur",
      style: () => ({ color: look.selected, weight: 3, opacity: 0.85, dashArray: "1 7", lineCap: "round", fill: false }),
    },
    pangkalan: {
      pane: "tempat",
      pointToLayer: (f, at) => L.marker(at, {
        pane: "tempat", keyboard: false, icon: L.divIcon({ className: "pangkalan", html: "<div></div>", iconSize: [0, 0] }),
      }),
    },
    singgah: {
      pane: "singgah",
      pointToLayer(f, at) {
        const p = f.properties;
        const icon = L.divIcon({
          className: "singgah" + (p.kunci ? " terkunci" : ""), html: "<div><b>" + p.urut + "</b><span>" + p.jam + "</span></div>", iconSize: [0, 0],
        });
        const marker = L.marker(at, { pane: "singgah", keyboard: false, icon, zIndexOffset: 1000 - 10 * p.urut });
        state.stops.push(marker);
        setTimeout(declutter, 0);
        return marker;
      },
    },
    tempat: {
      pane: "tempat",
      pointToLayer: (f, at) => L.circleMarker(at, {
        pane: "tempat", radius: f.properties.pilih ? 9 : 5, color: f.properties.pilih ? look.selected : "#2e2a25",
        weight: f.properties.pilih ? 4 : 1.5, fillColor: look.place, fillOpacity: 1,
      }),
    },
  };

  function each(feature, layer) {
    const p = feature.properties;
    if (p.tip) layer.bindTooltip(p.tip, { sticky: true, className: "keterangan", direction: "top", opacity: 1 });
    if (p.kode) layer.on("click", () => choose(p.kode));
    if (p.nomor) layer.on("click", () => pick(p.nomor));
  }

  function pick(nomor) {
    if (window.Streamlit) window.Streamlit.setComponentValue({ nomor, pada: Date.now() });
  }

  // -- labels that do not cover each other -------------------------------------

  function declutter() {
    const placed = [];
    const free = (element) => {
      const box = element.firstElementChild.getBoundingClientRect();
      return box.width === 0 || !placed.some((o) => box.left < o.right - 3 && o.left < box.right - 3 && box.top < o.bottom - 3 && o.top < box.bottom - 3);
    };
    const keep = (element) => placed.push(element.firstElementChild.getBoundingClientRect());
    const order = Object.keys(state.labels).sort((a, b) => rank(a) - rank(b));
    for (const kode of order) {
      const element = state.labels[kode].getElement();
      element.classList.remove("ringkas", "sembunyi");
      if (!free(element)) element.classList.add("ringkas");
      if (!free(element)) element.classList.add("sembunyi");
      keep(element);
    }
    // The times of a route: hidden where they would lie on a number or on one another.
    state.stops = state.stops.filter((marker) => marker.getElement());
    const discs = state.stops.map((marker) => marker.getElement().querySelector("b").getBoundingClientRect());
    const times = [];
    state.stops.forEach((marker, n) => {
      const time = marker.getElement().querySelector("span");
      time.classList.remove("sembunyi");
      const box = time.getBoundingClientRect();
      const hits = (o) => box.left < o.right && o.left < box.right && box.top < o.bottom && o.top < box.bottom;
      if (discs.some((disc, m) => m !== n && hits(disc)) || times.some(hits)) time.classList.add("sembunyi");
      else times.push(box);
    });
    for (const marker of state.context) {
      const element = marker.getElement();
      element.classList.remove("sembunyi");
      if (free(element)) keep(element);
      else element.classList.add("sembunyi");
    }
  }

  function rank(kode) {
    const a = state.styles[kode];
    return kode === state.selected ? -1 : a ? a.order : 1e6;
  }

  // -- frame ---------------------------------------------------------------------

  function fit(bounds) {
    state.fitting = true;
    state.map.fitBounds(bounds, { padding: [14, 14], animate: false });
    state.fitting = false;
    declutter();
  }

  // One record: framed once, and a click on a desa chooses nothing.
  function frame(bounds) {
    state.pointing = true;
    if (!bounds || state.framed === String(bounds)) return;
    state.framed = String(bounds);
    state.moved = true;
    fit(bounds);
  }

  function controls(map, data) {
    L.control.attribution({ prefix: false }).addAttribution(data.attribution).addTo(map);
    L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
    L.control.zoom({ zoomInTitle: "Perbesar", zoomOutTitle: "Perkecil" }).addTo(map);
    const Home = L.Control.extend({
      options: { position: "topleft" },
      onAdd() {
        const box = L.DomUtil.create("div", "leaflet-bar leaflet-control");
        const link = L.DomUtil.create("a", "", box);
        link.href = "#";
        link.title = "Tampilkan seluruh wilayah";
        link.setAttribute("role", "button");
        link.setAttribute("aria-label", link.title);
        link.textContent = "⤢";
        L.DomEvent.on(link, "click", (e) => { L.DomEvent.stop(e); state.moved = false; fit(data.bounds); });
        return box;
      },
    });
    map.addControl(new Home());
  }

  for (const kind of Object.values(kinds)) kind.onEachFeature = each;
  return { start, paint, frame, kinds, state };
})();
