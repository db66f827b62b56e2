// Asks the browser where the phone is, and tells the page; Streamlit's own protocol, nothing else.
(() => {
  "use strict";
  const button = document.getElementById("tombol");
  const news = document.getElementById("kabar");
  const WHY = {
    1: "Izin lokasi ditolak. Izinkan lokasi untuk alamat ini di pengaturan peramban, atau pilih desanya.",
    2: "Lokasi tidak ditemukan. Nyalakan GPS, coba di tempat terbuka, atau pilih desanya.",
    3: "Lokasi belum didapat. Coba sekali lagi, atau pilih desanya.",
  };

  function send(type, data) {
    window.parent.postMessage({ isStreamlitMessage: true, type, ...data }, window.location.origin);
  }

  function fit() {
    send("streamlit:setFrameHeight", { height: document.body.scrollHeight + 2 });
  }

  function say(words) {
    news.textContent = words;
    button.disabled = false;
    button.textContent = "Pakai lokasi saya";
    fit();
  }

  button.addEventListener("click", () => {
    if (!window.isSecureContext || !navigator.geolocation) {
      say("Peramban ini tidak dapat memberi tahu lokasi lewat alamat ini; pilih desanya.");
      return;
    }
    button.disabled = true;
    button.textContent = "Mencari lokasi…";
    news.textContent = "";
    fit();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        say("");
        button.textContent = "Perbarui lokasi saya";
        const round = (value) => Math.round(value * 1e6) / 1e6;
        const value = {
          lon: round(coords.longitude), lat: round(coords.latitude), accuracy: coords.accuracy, sent: Date.now(),
        };
        send("streamlit:setComponentValue", { value, dataType: "json" });
      },
      (error) => say(WHY[error.code] || WHY[2]),
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 15000 },
    );
  });

  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data.type === "streamlit:render") fit();
  });
  send("streamlit:componentReady", { apiVersion: 1 });
  fit();
})();
