"""The catalogue of everything that can go wrong, each in a sentence a Kasi understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sop.code import Code


class ProblemCode(Code):
    """Dotted code of a problem and its Indonesian sentence; ``{names}`` are the problem's details."""

    # -- rights and login --------------------------------------------------
    HAK_DITOLAK = "hak.ditolak", "{peran} tidak berhak: {tindakan}."
    MASUK_SALAH = "masuk.salah", "Nama pengguna atau kata sandi salah."
    MASUK_DIBATASI = "masuk.dibatasi", "Terlalu banyak percobaan masuk. Coba lagi dalam {tunggu}."
    MASUK_NONAKTIF = (
        "masuk.nonaktif",
        "Akun ini dinonaktifkan. Hubungi Kasi Trantib atau pengelola komputer kantor.",
    )
    AKUN_NAMA_TAK_SAH = (
        "akun.nama_tak_sah",
        "Nama pengguna “{nama}” tidak sah: 3–40 huruf kecil, angka, atau . _ - (diawali huruf atau angka).",
    )
    AKUN_PERAN_TAK_SAH = "akun.peran_tak_sah", "Peran {peran} tidak dapat diberikan kepada akun."
    SANDI_PANJANG = "sandi.panjang", "Kata sandi harus {terpendek}–{terpanjang} karakter."
    SANDI_SAMA_NAMA = "sandi.sama_nama", "Kata sandi tidak boleh sama dengan nama pengguna."
    PORT_TERPAKAI = (
        "port.terpakai",
        "Port {port} sedang dipakai program lain. Tutup program itu atau pilih port lain dengan --port.",
    )

    # -- files --------------------------------------------------------------
    BERKAS_TAK_TERBACA = "berkas.tak_terbaca", "Berkas {berkas} tidak dapat dibaca: {sebab}."
    BERKAS_TAK_TERTULIS = "berkas.tak_tertulis", "Berkas {berkas} tidak dapat ditulis: {sebab}."
    BERKAS_KOSONG = "berkas.kosong", "Berkas {berkas} kosong."
    BERKAS_TERLALU_BESAR = (
        "berkas.terlalu_besar",
        "Berkas {berkas} berukuran {ukuran} MB; paling besar {batas} MB.",
    )
    BERKAS_TERLALU_BERAT = (
        "berkas.terlalu_berat",
        "Pembacaan berkas {berkas} dihentikan: {sebab}. Bagi berkas menjadi beberapa bagian.",
    )
    BERKAS_ASING = (
        "berkas.asing",
        (
            "Isi berkas {berkas} adalah {isi}, bukan format yang diterima "
            "(CSV, XLSX, GeoJSON, GeoPackage, Shapefile dalam zip, KML, GeoParquet, GPX). {saran}"
        ),
    )
    BERKAS_ARSIP_BERBAHAYA = "berkas.arsip_berbahaya", "Arsip {berkas} ditolak: {sebab}."
    BERKAS_XML_BERBAHAYA = (
        "berkas.xml_berbahaya",
        "Berkas {berkas} ditolak karena memuat DTD atau entitas, yang dapat membuka berkas lain.",
    )
    BERKAS_BAGIAN_HILANG = (
        "berkas.bagian_hilang",
        "Shapefile {berkas} tidak lengkap: bagian {bagian} tidak ada di dalam zip.",
    )
    BERKAS_TANPA_CRS = (
        "berkas.tanpa_crs",
        (
            "Berkas {berkas} tidak menyebut sistem koordinat yang dikenal. Pilih derajat "
            '(dalam pemetaan: crs = "EPSG:4326") atau meter (crs = "{usul}").'
        ),
    )
    BERKAS_BUKAN_ISINYA = "berkas.bukan_isinya", "Berkas {berkas} tidak memuat {harus}."
    LAPIS_LAIN = "berkas.lapis_lain", "Hanya “{dibaca}” yang dibaca; yang lain tidak: {lain}."
    SANDI_TEKS = "berkas.sandi_teks", "Teks berkas dibaca sebagai {sandi} dengan pemisah {pemisah}."

    # -- photos -------------------------------------------------------------
    FOTO_ASING = "foto.asing", "Berkas {berkas} adalah {isi}; kirim foto JPEG, PNG, atau WebP. {saran}"
    FOTO_PIKSEL = (
        "foto.piksel",
        "Foto {berkas} berisi {piksel} juta piksel; paling banyak {batas} juta. Kecilkan dulu fotonya.",
    )
    FOTO_RUSAK = "foto.rusak", "Foto {berkas} rusak atau terpotong; ambil atau pilih lagi fotonya."
    FOTO_BERAT = "foto.berat", "Foto {berkas} terlalu berat untuk dibuka; ambil atau pilih foto lain."
    FOTO_TERLALU_BANYAK = "foto.terlalu_banyak", "{objek} sudah memuat {jumlah} foto; paling banyak {batas}."
    FOTO_SUDAH_DIHAPUS = "foto.sudah_dihapus", "Foto {kunci} sudah dihapus."
    FOTO_TAK_TERSIMPAN = "foto.tak_tersimpan", "Foto tidak dapat disimpan ({sebab}); coba lagi."
    FOTO_TAK_TERHAPUS = (
        "foto.tak_terhapus",
        (
            "Foto {kunci} sudah dihapus dari rekam, tetapi berkasnya masih dipakai program lain ({sebab}); "
            "berkas itu dihapus pada cadangan berikutnya."
        ),
    )
    FOTO_HILANG = (
        "foto.hilang",
        "Foto {kunci} ({objek} {nomor}) tidak ada lagi di folder {folder}{salinan}.",
    )
    FOTO_DIUBAH = "foto.diubah", "Foto {kunci} ({objek} {nomor}) diubah di luar aplikasi{salinan}."

    # -- columns and mapping --------------------------------------------------
    KOLOM_TAK_DIPAKAI = "kolom.tak_dipakai", "Kolom yang tidak dipakai: {kolom}."
    KOLOM_TAK_ADA = "kolom.tak_ada", "Pemetaan menyebut kolom “{kolom}”, tetapi berkas tidak memilikinya."
    KOLOM_WAJIB = "kolom.wajib", "Tidak ada kolom untuk {isian}. Kolom di berkas: {kolom}."
    KOLOM_NOMOR_URUT = (
        "kolom.nomor_urut",
        "Kolom “{kolom}” hanya nomor urut, jadi tidak dipakai sebagai nomor dari sumber.",
    )
    PEMETAAN_TAK_SAH = "pemetaan.tak_sah", "Pemetaan kolom tidak sah: {sebab}."
    NILAI_BAWAAN = "isian.bawaan", "{isian} kosong pada {jumlah} baris; diisi “{nilai}”."
    TANGGAL_RAGU = (
        "tanggal.ragu",
        (
            "Kolom “{kolom}” dapat dibaca hari/bulan atau bulan/hari (contoh: {contoh}). "
            'Pilih urutannya (dalam pemetaan: tanggal = "dmy" atau tanggal = "mdy").'
        ),
    )
    TANGGAL_CAMPUR = (
        "tanggal.campur",
        (
            "Kolom “{kolom}” mencampur hari/bulan ({contoh_dmy}) dan bulan/hari ({contoh_mdy}). "
            'Seragamkan dulu, atau pilih salah satu (dalam pemetaan: tanggal = "dmy" atau "mdy").'
        ),
    )

    # -- fields of a row ----------------------------------------------------
    ISIAN_WAJIB = "isian.wajib", "{isian} wajib diisi."
    ISIAN_TAK_SAH = "isian.tak_sah", "{isian} berisi “{nilai}”, padahal harus {harus}."
    BARIS_RAGAM_KOLOM = "baris.ragam_kolom", "Baris ini berisi {ada} kolom, padahal judulnya {harus} kolom."
    TEKS_TERLALU_PANJANG = "teks.terlalu_panjang", "{isian} berisi {panjang} huruf; paling banyak {batas}."
    TEKS_TAK_TERLIHAT = (
        "teks.tak_terlihat",
        "Huruf tak terlihat ({huruf}) dibuang dari “{isian}”.",
    )
    TEKS_DIBERSIHKAN = (
        "teks.dibersihkan",
        "Huruf tak terlihat ({huruf}) dibuang dari “{kolom}” pada baris {baris}.",
    )
    WAKTU_DEPAN = "waktu.depan", "{isian} “{nilai}” masih di masa depan."
    WAKTU_TERBALIK = "waktu.terbalik", "{isian} “{nilai}” lebih awal daripada {awal}."
    WAKTU_SELISIH_SEJAM = (
        "waktu.selisih_sejam",
        "Waktu lapor tepat satu jam dari waktu kejadian (WIB/WITA tertukar?) pada {jumlah} baris: {baris}.",
    )
    WAKTU_ZONA_RAGU = (
        "waktu.zona_ragu",
        "Waktu kejadian tepat satu jam dari waktu lapor: pastikan {zona} benar (WIB/WITA mudah tertukar).",
    )
    NOMOR_BERULANG = (
        "nomor.berulang",
        "Nomor dari sumber “{nilai}” sudah dipakai baris {pertama} dengan isi yang berbeda.",
    )
    KATEGORI_TAK_DIKENAL = (
        "kategori.tak_dikenal",
        "Kategori yang tidak dikenal dicatat sebagai {kode}: {daftar}.",
    )
    DESA_TAK_DIKENAL = "desa.tak_dikenal", "Nama desa yang tidak dikenal: {daftar}."
    DATA_PRIBADI = (
        "data.pribadi",
        "“{isian}” pada {jumlah} baris tampak memuat {jenis} (baris {baris}); pakai judul tanpa identitas.",
    )
    ISIAN_LAIN_SALAH = "isian.lain_salah", "Baris {baris} yang ditolak juga salah di isian lain: {sebab}"

    # -- life of an incident ---------------------------------------------------
    KEJADIAN_LANGKAH = (
        "kejadian.langkah",
        "{nomor} berstatus {status}; dari sana tidak dapat langsung ke {tujuan}.",
    )
    KEJADIAN_BUKAN_MILIK = (
        "kejadian.bukan_milik",
        "Operator hanya dapat memperbaiki laporan yang dicatatnya sendiri, selama statusnya masih Masuk.",
    )
    KEJADIAN_TETAP = "kejadian.tetap", "Tidak ada isian yang berubah."
    KEJADIAN_TANPA_RUJUKAN = (
        "kejadian.tanpa_rujukan",
        "{nomor} tidak sedang menunggu tanda terima rujukan.",
    )
    KEJADIAN_RUJUKAN_LAIN = (
        "kejadian.rujukan_lain",
        "{nomor} dirujuk ke {instansi}; yang dapat menerimanya hanya instansi itu atau Kasi Trantib.",
    )
    KEJADIAN_DIRI_SENDIRI = (
        "kejadian.diri_sendiri",
        "{nomor} tidak dapat digabungkan atau ditautkan dengan dirinya sendiri.",
    )
    KEJADIAN_DUPLIKAT = (
        "kejadian.duplikat",
        "{nomor} sendiri duplikat dari {asal}; pilih {asal}.",
    )
    KEJADIAN_ASAL_TAK_TERBUKTI = (
        "kejadian.asal_tak_terbukti",
        "{nomor} dinyatakan tidak terbukti; pilih laporan lain, atau buka kembali {nomor} dahulu.",
    )
    KEJADIAN_MELINGKAR = (
        "kejadian.melingkar",
        "{asal} sudah tertaut ke {nomor}; gabungkan atau tautkan {asal} ke {nomor}, bukan sebaliknya.",
    )

    # -- what leaves the office ------------------------------------------------
    EKSPOR_BERUBAH = (
        "ekspor.berubah",
        "Isinya sudah berubah sejak Anda meninjaunya; belum ada yang keluar. Tinjau sekali lagi.",
    )
    EKSPOR_BANYAK = (
        "ekspor.banyak",
        "Daftar ini berisi {jumlah} kejadian; paling banyak {batas}. Persempit saringannya.",
    )
    EKSPOR_RAHASIA = (
        "ekspor.rahasia",
        "{nomor} rahasia: tidak disalin ke WhatsApp. Sampaikan langsung kepada yang menanganinya.",
    )

    # -- patrol logs ----------------------------------------------------------
    JURNAL_MENIT_LEBIH = (
        "jurnal.menit_lebih",
        "Menit di semua desa berjumlah {jumlah} menit, padahal patroli berlangsung {lama}.",
    )
    JURNAL_LAMA = "jurnal.lama", "Patroli berlangsung {lama}: periksa jam berangkat dan jam kembali."
    JURNAL_HARI_LEMBAR = (
        "jurnal.hari_lembar",
        "Lembar {lembar} untuk {hari}, padahal berangkatnya {waktu}; periksa tanggal atau lembarnya.",
    )
    JURNAL_SERUPA = (
        "jurnal.serupa",
        "Sudah ada jurnal {nomor} yang berangkat {waktu} ke desa yang sama; mungkin patroli yang sama.",
    )
    JURNAL_BERTEMUAN = (
        "jurnal.bertemuan",
        "{nomor} tidak dapat dinyatakan nihil: temuan {temuan} tercatat pada patroli itu.",
    )
    JURNAL_NIHIL = (
        "jurnal.nihil",
        "{nomor} dilaporkan nihil; perbaiki dahulu jurnal itu menjadi ada temuan, lalu catat kejadiannya.",
    )
    JURNAL_TETAP = "jurnal.tetap", "Tidak ada isian yang berubah."
    JURNAL_TITIK_BELUM = "jurnal.titik_belum", "{titik}: pilih didatangi atau tidak."
    JURNAL_TITIK_MENIT = (
        "jurnal.titik_menit",
        "{titik}: menit harus bilangan 1–{terbanyak}, karena titik ini didatangi.",
    )
    JURNAL_TITIK_SEBAB = "jurnal.titik_sebab", "{titik}: sebutkan mengapa tidak didatangi."
    JURNAL_TITIK_ASING = "jurnal.titik_asing", "Titik {titik} tidak ada di lembar rute {lembar}."
    HARI_SUDAH_BERALASAN = "hari.sudah_beralasan", "{hari} sudah punya alasan: {alasan}."

    # -- coordinates and tracks -------------------------------------------------
    KOORDINAT_TAK_SAH = "koordinat.tak_sah", "Koordinat “{nilai}” bukan bujur dan lintang yang sah."
    KOORDINAT_TERTUKAR = (
        "koordinat.tertukar",
        "Bujur dan lintang {nilai} tampak tertukar. Jika benar, tukarlah (dalam pemetaan: tukar = true).",
    )
    KOORDINAT_METER = (
        "koordinat.meter",
        (
            "Koordinat {nilai} tampak dalam meter, bukan derajat. "
            'Jika benar, pilih sistem koordinatnya (dalam pemetaan: crs = "{usul}").'
        ),
    )
    GEOMETRI_TAK_SAH = "geometri.tak_sah", "Bentuk {nilai} bukan {harus}."
    TITIK_WAKIL = "geometri.titik_wakil", "{jumlah} garis/bidang diwakili satu titik di dalamnya."
    JALUR_WAKTU = "jalur.waktu", "Jalur “{nama}”: {sebab}; bentuk jalur tetap disimpan."
    JALUR_TERTUKAR = (
        "jalur.tertukar",
        "Bujur dan lintang titik {nilai} tampak tertukar. Jika benar, tukarlah lat dan lon di berkasnya.",
    )
    JALUR_LUAR = "jalur.luar_wilayah", "{jumlah} dari {semua} titik jalur di luar wilayah."
    JALUR_LAIN_WAKTU = (
        "jalur.lain_waktu",
        "Jalur {nomor} direkam di luar jam patroli jurnal {jurnal}, jadi disimpan tanpa dikaitkan dengannya.",
    )
    JALUR_TANPA_TITIK = "jalur.tanpa_titik", "Berkas {berkas} tidak memuat titik jalur{lain}."

    LOKASI_PANJANG = (
        "lokasi.panjang",
        "Teks lokasi berisi {panjang} huruf; paling banyak {batas}. Tempelkan koordinat atau tautannya saja.",
    )
    LOKASI_TANPA_KOORDINAT = (
        "lokasi.tanpa_koordinat",
        "Teks ini tidak memuat koordinat. Contoh yang terbaca: −1,98765, 115,12345 atau tautan Google Maps.",
    )
    LOKASI_TAUTAN_PENDEK = (
        "lokasi.tautan_pendek",
        "Tautan pendek {tautan} tidak memuat koordinat; klik titiknya di peta.",
    )
    LOKASI_TAUTAN_KOSONG = (
        "lokasi.tautan_kosong",
        "Tautan ini tidak memuat koordinat, hanya nama atau alamat; klik titiknya di peta.",
    )
    LOKASI_TANPA_ZONA = (
        "lokasi.tanpa_zona",
        "Koordinat ini tampak dalam meter (UTM); tulis juga zonanya, misalnya: zona {usul}.",
    )
    LOKASI_BEBERAPA = (
        "lokasi.beberapa",
        "Teks ini memuat {jumlah} titik yang berbeda; tempelkan satu saja.",
    )
    LOKASI_MUSTAHIL = (
        "lokasi.mustahil",
        "Lintang {lintang} dan bujur {bujur} tidak ada: lintang paling jauh 90°, bujur paling jauh 180°.",
    )
    LOKASI_TERTUKAR = (
        "lokasi.tertukar",
        "Lintang dan bujur ({nilai}) tampak tertukar. Maksudnya {usul}?",
    )
    LOKASI_TANDA = (
        "lokasi.tanda",
        "Lintang {nilai} tanpa tanda minus atau LS berarti belahan utara. Maksudnya {usul}?",
    )

    # -- boundaries and places ----------------------------------------------
    BATAS_DIPERBAIKI = "batas.diperbaiki", "Garis batas {nama} diperbaiki ({sebab}); luas berubah {luas} ha."
    BATAS_LUBANG = (
        "batas.lubang",
        "Ada {jumlah} lubang atau celah di antara batas, seluas {luas} ha: {daftar}.",
    )
    BATAS_TINDIH_KECIL = "batas.tindih_kecil", "Batas {pertama} dan {kedua} bertindih {luas} ha; diterima."
    BATAS_TINDIH = (
        "batas.tindih",
        "Batas {pertama} dan {kedua} bertindih {luas} ha; paling banyak {batas} ha.",
    )
    BATAS_GANDA = "batas.ganda", "Kode wilayah “{kode}” dipakai {jumlah} kali."
    BATAS_KEMBAR = "batas.kembar", "Batas {pertama} dan {kedua} sama persis."
    BATAS_KURANG = "batas.kurang", "Wilayah ini ada di profil tetapi tidak ada di berkas: {nama}."
    BATAS_LEBIH = "batas.lebih", "{jumlah} wilayah di berkas tidak ada di profil; tidak dipakai."
    DESA_TAK_COCOK = (
        "desa.tak_cocok",
        "Titiknya terletak di {letak}, padahal tertulis {tertulis}; titiknya yang dipakai.",
    )
    KASUS_TANPA_DESA = (
        "kasus.tanpa_desa",
        "Kasus ini tidak menyebut dan tidak menyentuh desa mana pun; belum masuk skor.",
    )
    BATAS_TANPA_BIDANG = "batas.tanpa_bidang", "Wilayah {nama} tidak memiliki bidang batas."
    BATAS_TANPA_KODE = "batas.tanpa_kode", "Tidak ada kolom kode; {pengganti} dipakai sebagai kode wilayah."

    TEMPAT_SUDAH_ADA = (
        "tempat.sudah_ada",
        "{jenis} “{nama}” sudah ada di {desa} ({nomor}); ubah yang itu, atau beri nama yang membedakannya.",
    )
    KARANTINA_MASIH_LUAR = (
        "karantina.masih_luar",
        "Titik ini di luar wilayah. Geser ke dalam, pilih desanya, atau nyatakan di luar wilayah.",
    )

    # -- conflict cases and identities --------------------------------------
    KASUS_BUKAN_JENIS = "kasus.bukan_jenis", "Kategori {kode} tidak dicatat sebagai kasus konflik."
    KASUS_RUJUKAN_SAJA = (
        "kasus.rujukan_saja",
        (
            "KDRT dan kekerasan terhadap perempuan atau anak tidak pernah dimediasi di kecamatan: "
            "catat sebagai kejadian dan rujuk ke Polres (PPA) atau DP3A."
        ),
    )
    KASUS_TAHAP = "kasus.tahap", "Dari tahap {tahap} kasus tidak dapat dipindah ke tahap {tujuan}."
    KASUS_ALASAN_TUTUP = (
        "kasus.alasan_tutup",
        "Pada tahap {tahap} kasus tidak dapat ditutup dengan alasan “{alasan}”.",
    )
    KASUS_SUDAH_TUTUP = "kasus.sudah_tutup", "Kasus {nomor} sudah ditutup; buka kembali lebih dulu."
    KASUS_TINGKAT_TETAP = "kasus.tingkat_tetap", "Tingkat eskalasi kasus ini sudah {tingkat}."
    KASUS_TERKAIT = "kasus.terkait", "Kejadian {nomor} sudah terkait dengan kasus {kasus}."
    KASUS_TAK_TERKAIT = "kasus.tak_terkait", "Kejadian {nomor} tidak terkait dengan kasus {kasus}."
    PENANGAN_TAK_ADA = "kasus.penangan_tak_ada", "Akun penangan tidak ada atau nonaktif: {daftar}."
    TEKS_PRIBADI = "teks.pribadi", "{isian} tampak memuat {jenis}; identitas hanya dicatat di bagian Pihak."
    KASUS_MENUNGGU = (
        "kasus.menunggu",
        "Pengalihan kasus ini sudah menunggu keputusan Camat ({nomor}).",
    )
    IDENTITAS_BENTUK = "identitas.bentuk", "{isian} tidak lengkap atau salah tulis: harus {harus}."
    IDENTITAS_ORANG = "identitas.orang", "{isian} hanya dicatat untuk orang, bukan kelompok atau perusahaan."
    IDENTITAS_DI_CATATAN = (
        "identitas.di_catatan",
        "{isian} memuat nama atau nomor orang itu. Tulis tanpa identitas: catatan ini tidak dapat dihapus.",
    )
    IDENTITAS_ANAK = (
        "identitas.anak",
        "Dari seorang anak hanya inisial yang dicatat; kosongkan {isian}.",
    )

    # -- store, versions and backups ----------------------------------------
    VERSI_BENTROK = (
        "versi.bentrok",
        "{objek} sudah diubah orang lain sejak Anda membukanya; isian Anda belum disimpan.",
    )
    KEPUTUSAN_SUDAH = (
        "keputusan.sudah",
        "{nomor} sudah {status} oleh {oleh}; isian Anda belum disimpan.",
    )
    KEPUTUSAN_BUKAN_ARAHAN = (
        "keputusan.bukan_arahan",
        "{nomor} perlu disetujui atau ditolak; disposisi saja tidak menjawabnya.",
    )
    REKAM_TAK_ADA = "rekam.tak_ada", "{objek} dengan nomor {kunci} tidak ditemukan."
    DATA_RUSAK = (
        "data.rusak",
        (
            "Berkas data {berkas} rusak ({sebab}). Pulihkan cadangan terbaru: "
            "python run.py -- restore {cadangan}"
        ),
    )
    DATA_RUSAK_TANPA_CADANGAN = (
        "data.rusak_tanpa_cadangan",
        "Berkas data {berkas} rusak ({sebab}) dan belum ada cadangan di {folder}. Jangan hapus berkas itu.",
    )
    DATA_RUSAK_ISI = "data.rusak_isi", "Berkas data rusak: {sebab}. Pulihkan cadangan terbaru."
    DATA_ASING = "data.asing", "Berkas {berkas} bukan data Tenteram; berkas itu tidak diubah."
    DATA_SIBUK = "data.sibuk", "Data sedang dipakai proses lain; belum ada yang disimpan. Coba lagi sebentar."
    DATA_TAK_TERSIMPAN = "data.tak_tersimpan", "Data tidak dapat disimpan ({sebab}); belum ada yang disimpan."
    DISK_PENUH = (
        "disk.penuh",
        "Ruang penyimpanan penuh; belum ada yang disimpan. Kosongkan ruang pada diska, lalu coba lagi.",
    )
    ISIAN_TAK_TERSIMPAN = (
        "isian.tak_tersimpan",
        "Ada isian dengan huruf atau angka yang tidak dapat disimpan; belum ada yang disimpan.",
    )
    SERVER_ALAMAT_TAK_SAH = (
        "server.alamat_tak_sah",
        "Alamat basis data tidak dikenali. Contoh yang benar: postgresql://akun:sandi@server:5432/kantor",
    )
    SERVER_TAK_TERJANGKAU = (
        "server.tak_terjangkau",
        "Server basis data tidak dapat dibuka: {sebab}. Periksa server dan jaringan, lalu coba lagi.",
    )
    SERVER_PUTUS = (
        "server.putus",
        "Sambungan ke server basis data putus; belum ada yang disimpan. Coba lagi sebentar.",
    )
    SERVER_RAGU = (
        "server.ragu",
        (
            "Sambungan ke server basis data putus tepat saat menyimpan, jadi belum pasti tersimpan. "
            "Periksa setelah server kembali, dan ulangi hanya bila belum ada."
        ),
    )
    SERVER_TAK_COCOK = "server.tak_cocok", "Basis data {alamat} tidak dapat dipakai: {sebab}."
    SERVER_BERISI = (
        "server.berisi",
        (
            "Basis data {alamat} sudah berisi data kantor. Pakai basis data yang kosong, "
            "atau sebutkan alamat itu dalam berkas {berkas} di ruang kerja."
        ),
    )
    SKEMA_LEBIH_BARU = (
        "skema.lebih_baru",
        "Data ini dibuat oleh Tenteram yang lebih baru ({skema}). Perbarui aplikasi ini; data tidak diubah.",
    )
    SKEMA_GAGAL = (
        "skema.gagal",
        "Pembaruan skema data gagal ({sebab}); data tetap seperti semula. Pakai dulu aplikasi yang lama.",
    )
    AUDIT_DIUBAH = "audit.diubah", "Catatan audit nomor {nomor} diubah di luar aplikasi."
    AUDIT_PUTUS = (
        "audit.putus",
        "Rantai audit putus: catatan nomor {nomor} tidak menyambung ke catatan sebelumnya.",
    )
    BARIS_DIUBAH = "baris.diubah", "{objek} {kunci} versi {versi} diubah di luar aplikasi."
    BARIS_TAK_COCOK = (
        "baris.tak_cocok",
        "{objek} dari catatan audit nomor {nomor} tidak cocok: tercatat {tercatat} baris, kini {ada}.",
    )
    CADANGAN_RUSAK = (
        "cadangan.rusak",
        "Cadangan {berkas} rusak atau bukan cadangan Tenteram ({sebab}); tidak dipakai.",
    )
    CADANGAN_GAGAL = "cadangan.gagal", "Cadangan tidak dapat dibuat ({sebab}); data tidak terganggu."
    CADANGAN_LAIN = "cadangan.lain", "Cadangan {berkas} bukan dari riwayat kantor ini; tidak dipulihkan."
    CADANGAN_TANPA_PERSETUJUAN = (
        "cadangan.tanpa_persetujuan",
        "Ketik {kata} untuk memulihkan; belum ada yang diubah.",
    )
    CADANGAN_TAK_ADA = "cadangan.tak_ada", "Cadangan {berkas} tidak ditemukan."
    AKUN_SUDAH_ADA = "akun.sudah_ada", "Nama akun {nama} sudah dipakai."
    AKUN_KASI_TERAKHIR = (
        "akun.kasi_terakhir",
        "{nama} satu-satunya akun Kasi yang aktif. Buat atau aktifkan akun Kasi lain lebih dahulu.",
    )
    SANDI_LAMA_SALAH = "sandi.lama_salah", "Kata sandi sekarang salah; kata sandi belum diganti."
    SANDI_TETAP = "sandi.tetap", "Kata sandi baru sama dengan yang sekarang."
    AKUN_TAK_ADA = "akun.tak_ada", "Akun {nama} tidak ditemukan."

    # -- score and forecast ---------------------------------------------------
    PARAMETER_TAK_DIKENAL = "parameter.tak_dikenal", "Parameter {kunci} tidak dikenal."
    PARAMETER_TAK_SAH = (
        "parameter.tak_sah",
        "Parameter {kunci} berisi “{nilai}”, padahal harus {harus}.",
    )
    KATEGORI_TAK_SAH = "kategori.tak_sah", "Tabel kategori {berkas}, {kode}: {isian} {sebab}."
    PENGATURAN_BERGESER = (
        "pengaturan.bergeser",
        "{isian} sudah berubah dari {lama} menjadi {kini} sejak usulan ini dibuat; buat usulan baru.",
    )
    PENGATURAN_DI_LUAR = (
        "pengaturan.di_luar",
        (
            "Berkas {berkas} diubah di luar aplikasi. Kembalikan dahulu di Pengaturan, bagian Kesehatan, "
            "lalu ulangi; belum ada yang diubah."
        ),
    )
    PENGATURAN_USULAN_RUSAK = "pengaturan.usulan_rusak", "Isi usulan pengaturan ini tidak terbaca."
    PENGATURAN_TANPA_PERUBAHAN = (
        "pengaturan.tanpa_perubahan",
        "Tidak ada yang berubah; tidak ada yang disimpan.",
    )
    PENGATURAN_GAGAL = (
        "pengaturan.gagal",
        "Berkas {berkas} tidak dapat ditulis ({sebab}); tidak ada yang diubah.",
    )
    PETAK_TERLALU_BANYAK = (
        "petak.terlalu_banyak",
        "Wilayah ini memuat {jumlah} petak berukuran {ukuran} m, melebihi {batas}; perbesar ukuran petak.",
    )

    # -- patrol plans -----------------------------------------------------------
    RENCANA_JENDELA = (
        "rencana.jendela",
        "Jam kunjungan dari menit {mulai} sampai {selesai} kosong atau lebih dari satu hari.",
    )
    RENCANA_TANPA_REGU = (
        "rencana.tanpa_regu",
        "Tidak ada regu yang bertugas {kapan}. Periksa jadwal regu, dan apakah ada yang ditandai tidak ikut.",
    )
    RENCANA_JAM_LEWAT = (
        "rencana.jam_lewat",
        "Jam tugas regu pada {hari} sudah lewat atau tinggal sedikit; susun rencana untuk hari berikutnya.",
    )
    RENCANA_SUDAH_TERBIT = (
        "rencana.sudah_terbit",
        (
            "Semua regu pada {hari} sudah punya lembar rute. "
            "Untuk rute lain pakai “Ubah rencana”, lalu ganti lembarnya di Surat Tugas."
        ),
    )
    RENCANA_TANPA_TITIK = (
        "rencana.tanpa_titik",
        "Belum ada titik yang dapat dikunjungi: tidak ada tempat, petak rawan, atau wilayah.",
    )
    RENCANA_TANGGAL = (
        "rencana.tanggal",
        "Rencana tidak dapat dibuat untuk {hari}; pilih hari antara {mulai} dan {selesai}.",
    )
    RENCANA_HARI = "rencana.hari", "Rencana dapat dibuat untuk 1 sampai {terbanyak} hari, bukan {hari}."
    RENCANA_LEWAT = "rencana.lewat", "Semua hari rencana {nomor} sudah lewat; yang terakhir {hari}."
    UBAH_HARI = "ubah.hari", "{hari} bukan hari rencana ini, yang berlaku {mulai} sampai {selesai}."
    UBAH_REGU = (
        "ubah.regu",
        "{regu} tidak bertugas pada {hari}, jadi {titik} tidak dapat ditetapkan untuknya.",
    )
    UBAH_LIBUR = "ubah.libur", "{regu} memang tidak bertugas pada {hari}."
    TITIK_LUAR = "titik.luar", "Titik ini di luar semua desa; patroli hanya direncanakan di dalam wilayah."
    TITIK_TANGGAL = "titik.tanggal", "Tanggal sampai ({selesai}) mendahului tanggal mulai ({mulai})."
    TITIK_LEWAT = "titik.lewat", "Tanggal sampai ({selesai}) sudah lewat."
    TITIK_TANPA_HARI = "titik.tanpa_hari", "Tidak ada hari {hari} dari {mulai} sampai {selesai}."
    TITIK_JAM = "titik.jam", "Jam {jam} terlalu sempit untuk singgah {menit} menit."
    REGU_TAK_SAH = "regu.tak_sah", "{berkas}, {bagian}: {sebab}."
    PERSONEL_REGU = "personel.regu", "Regu “{regu}” tidak ada di pengaturan; pilih regu lain."
    PERSONEL_SUDAH_ADA = (
        "personel.sudah_ada",
        "{jenis} “{nama}” sudah tercatat di regu yang sama ({nomor}); ubah yang itu.",
    )
    KETERSEDIAAN_RENTANG = (
        "ketersediaan.rentang",
        "Dari {mulai} sampai {selesai} bukan rentang yang sah (1 sampai {batas} hari).",
    )
    SPT_LANGKAH = "spt.langkah", "{nomor} berstatus {status}; langkah ini tidak dapat dilakukan."
    SPT_TANGGAL = (
        "spt.tanggal",
        "SPT harus berlaku dari tanggal yang lebih awal, paling lama {terbanyak} hari.",
    )
    SPT_TANPA_REGU = "spt.tanpa_regu", "SPT harus menyebut paling sedikit satu regu yang ada."
    SPT_RANGKAP = "spt.rangkap", "Regu {regu} sudah punya SPT tetap {nomor} pada hari-hari itu."
    SPT_NOMOR_DIPAKAI = (
        "spt.nomor_dipakai",
        "Nomor surat {surat} sudah dipakai {nomor} pada tahun {tahun}; beri nomor lain.",
    )
    SPT_NOMOR_TETAP = "spt.nomor_tetap", "Nomor dan tanggal surat {nomor} tidak berubah ({surat})."
    SPT_DITARIK_LEWAT = (
        "spt.ditarik_lewat",
        "{nomor} ditarik dengan membatalkan SPT-nya di halaman Surat Tugas.",
    )
    LEMBAR_TANPA_RUTE = "lembar.tanpa_rute", "Rencana {rencana} tidak memuat rute pada {hari}{regu}."
    LEMBAR_KOSONG = "lembar.kosong", "Tidak ada lembar rute untuk {hari}."
    LEMBAR_SUDAH = "lembar.sudah", "{regu} sudah punya lembar {nomor} ({status}) pada {hari}."
    LEMBAR_LAMPAU = (
        "lembar.lampau",
        "{hari} sudah lewat; lembar rute hanya terbit untuk hari ini atau sesudahnya.",
    )
    LEMBAR_BELUM_HARI = "lembar.belum_hari", "{nomor} baru dapat dimulai pada {hari}."
    RENCANA_DIGANTI = "rencana.diganti", "{nomor} sudah diganti rencana lain; periksa rencana terbaru dulu."
    LEMBAR_TANPA_SPT = "lembar.tanpa_spt", "{nomor} belum dapat terbit: SPT-nya belum disetujui Camat."
    LEMBAR_LEWAT_HARI = (
        "lembar.lewat_hari",
        "{nomor} untuk {hari} yang sudah lewat; bila patrolinya jadi, tutup langsung dengan jurnalnya.",
    )
    LEMBAR_BERANGKAT = "lembar.berangkat", "{nomor} tidak dapat dikembalikan ke terbit karena {sebab}."
    LEMBAR_DITOLAK = "lembar.ditolak", "{nomor} tidak dapat diubah rutenya karena {sebab}."

    # -- workspace and profile -------------------------------------------------
    MULAI_KODE_SALAH = (
        "mulai.kode_salah",
        "Kode penyiapan salah; sisa percobaan {sisa}. Kode tercetak di jendela terminal Tenteram.",
    )
    MULAI_TERTUTUP = (
        "mulai.tertutup",
        "Kantor tidak dapat disiapkan dari sini lagi. Jalankan ulang Tenteram di komputer kantor.",
    )
    RUANG_SUDAH_ADA = "ruang.sudah_ada", "Folder {folder} sudah berisi; pilih folder kosong untuk data baru."
    RUANG_TAK_ADA = (
        "ruang.tak_ada",
        "Belum ada ruang kerja Tenteram di {folder}. Buat dengan perintah: python run.py -- init",
    )
    RUANG_GAGAL = (
        "ruang.gagal",
        "Ruang kerja di {folder} tidak dapat dibuat ({sebab}); tidak ada yang tersisa.",
    )
    PROFIL_TAK_SAH = "profil.tak_sah", "Profil {berkas}, bagian {bagian}: {sebab}."
    WILAYAH_TAK_COCOK = (
        "wilayah.tak_cocok",
        "Batas wilayah tidak cocok dengan profil: {kode} tidak ada dalam batas.",
    )


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, with where it stands.

    Parameters
    ----------
    code
        Entry of the catalogue.
    details
        Named values for the sentence.
    row
        Row of the source file as a person counts it (the header is row 1), if it concerns one.
    column, value
        Field and offending value, if it concerns one.

    Examples
    --------
    >>> problem(ProblemCode.ISIAN_WAJIB, row=7, column="waktu_kejadian", isian="Waktu kejadian").message
    'Waktu kejadian wajib diisi.'
    """

    code: ProblemCode
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)
    row: int | None = None
    column: str | None = None
    value: str | None = None

    @property
    def message(self) -> str:
        """The sentence, with its details filled in."""
        return self.code.label.format(**self.details)


def problem(
    code: ProblemCode, *, row: int | None = None, column: str | None = None, value: Any = None, **details: Any
) -> Problem:
    """Make a problem; every name in the sentence of ``code`` must be among ``details``."""
    shown = None if value is None else str(value)[:200]
    return Problem(code, details, row, column, shown)


class Refused(Exception):  # noqa: N818 - it is an answer, not an accident
    """Something was refused, with every problem found, and nothing was changed.

    Examples
    --------
    >>> print(Refused(problem(ProblemCode.ISIAN_WAJIB, isian="Nama")))
    Nama wajib diisi.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems: tuple[Problem, ...] = problems
        super().__init__(*problems)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Refused:
        """Build from any iterable of problems."""
        return cls(*problems)

    def __str__(self) -> str:
        return "\n".join(p.message for p in self.problems)
