"""One module per way of securing JSON: Data Integrity cryptosuites and JSON Web Signatures."""
