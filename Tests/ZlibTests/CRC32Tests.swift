import Testing
import Zlib

@Suite("CRC-32")
struct CRC32Tests {
    @Test("The checksum is the same in one piece and in several", arguments: [0, 1, 4, 9])
    func pieces(cut: Int) {
        let bytes = Array("123456789".utf8)
        var crc = CRC32()
        #expect(crc.value == 0)
        bytes.withUnsafeBytes { bytes in
            crc.add(UnsafeRawBufferPointer(rebasing: bytes[..<cut]))
            crc.add(UnsafeRawBufferPointer(rebasing: bytes[cut...]))
        }
        #expect(crc.value == 0xcbf4_3926)
    }
}
