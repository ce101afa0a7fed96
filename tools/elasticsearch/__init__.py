"""A real Elasticsearch on any machine with Java 17 and Maven: three nodes on loopback from packages at Maven Central."""
