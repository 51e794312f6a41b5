//! Certificates made for one test.
use std::fs;
use std::path::{Path, PathBuf};

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509Builder, X509Name, X509NameBuilder};

/// A root, and a server's certificate under it, in PEM files.
pub(crate) struct Certificates {
    pub(crate) root: PathBuf,
    pub(crate) server: PathBuf,
    pub(crate) key: PathBuf,
}

/// Makes certificates for a server of some name, good until some Unix time.
pub(crate) fn make(folder: &Path, name: &str, until: i64) -> Certificates {
    let (root_key, server_key) = (key(), key());
    let mut root = builder(
        &common_name("Test root"),
        &common_name("Test root"),
        &root_key,
        i64::from(i32::MAX),
    );
    root.append_extension(BasicConstraints::new().critical().ca().build().unwrap()).unwrap();
    root.sign(&root_key, MessageDigest::sha256()).unwrap();
    let root: X509 = root.build();
    let mut server = builder(root.subject_name(), &common_name(name), &server_key, until);
    let names = SubjectAlternativeName::new()
        .dns(name)
        .build(&server.x509v3_context(Some(&root), None))
        .unwrap();
    server.append_extension(names).unwrap();
    server.sign(&root_key, MessageDigest::sha256()).unwrap();
    let write = |file: &str, pem: Vec<u8>| {
        let path = folder.join(file);
        fs::write(&path, pem).unwrap();
        path
    };
    Certificates {
        root: write("root.pem", root.to_pem().unwrap()),
        server: write("server.pem", server.build().to_pem().unwrap()),
        key: write("server.key", server_key.private_key_to_pem_pkcs8().unwrap()),
    }
}

fn key() -> PKey<Private> {
    let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&curve).unwrap()).unwrap()
}

fn common_name(name: &str) -> X509Name {
    let mut builder = X509NameBuilder::new().unwrap();
    builder.append_entry_by_text("CN", name).unwrap();
    builder.build()
}

fn builder(
    issuer: &openssl::x509::X509NameRef,
    subject: &openssl::x509::X509NameRef,
    key: &PKey<Private>,
    until: i64,
) -> X509Builder {
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    let mut number = BigNum::new().unwrap();
    number.rand(64, MsbOption::ONE, false).unwrap();
    builder.set_serial_number(&number.to_asn1_integer().unwrap()).unwrap();
    builder.set_issuer_name(issuer).unwrap();
    builder.set_subject_name(subject).unwrap();
    builder.set_pubkey(key).unwrap();
    builder.set_not_before(&Asn1Time::from_unix(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::from_unix(until).unwrap()).unwrap();
    builder
}
