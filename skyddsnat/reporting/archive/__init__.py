"""The closed assignment as a package for an archive: E-ARK CSIP and SIP 2.1.0, which FGS Paketstruktur 2.0 is."""
