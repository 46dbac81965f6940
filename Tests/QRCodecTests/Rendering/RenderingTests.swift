import Testing

@testable import QRCodec

@Suite struct RenderingTests {
    private func symbol() throws -> QRSymbol { try QREncoder.encode(Array("01234567".utf8), level: .medium) }

    @Test func svgIsOnePathOnAWhiteGround() throws {
        let svg = try symbol().svg()
        #expect(
            svg.hasPrefix(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\" shape-rendering=\"crispEdges\">"))
        #expect(svg.contains("<rect width=\"29\" height=\"29\" fill=\"#fff\"/><path d=\"M4 4h7v1h-7z"))
        #expect(svg.hasSuffix("\" fill=\"#000\"/></svg>"))
        #expect(svg.split(separator: "<path").count == 2)
    }

    @Test func svgShowsEachDarkModuleOnce() throws {
        let symbol = try symbol()
        let svg = symbol.svg(quietZone: 0)
        var matrix = try #require(BitMatrix(size: symbol.size))
        for run in svg.split(separator: "d=\"")[1].split(separator: "\"")[0].split(separator: "M") {
            let numbers = run.split(whereSeparator: { !"0123456789".contains($0) }).compactMap { Int($0) }
            for x in numbers[0]..<(numbers[0] + numbers[2]) {
                #expect(!matrix.isDark(x: x, y: numbers[1]))
                matrix.set(x: x, y: numbers[1], isDark: true)
            }
        }
        #expect(matrix == symbol.matrix)
    }

    @Test func terminalLinesAreDarkOnLightAndEqual() throws {
        let lines = try symbol().terminal().split(separator: "\n")
        #expect(lines.count == 13)
        for line in lines {
            #expect(line.hasPrefix("\u{1B}[38;2;0;0;0;48;2;255;255;255m"))
            #expect(line.hasSuffix("\u{1B}[0m"))
            #expect(line.filter { " █▀▄".contains($0) }.count == 25)
        }
    }

    @Test func anyQuietZoneIsBroughtIntoTheRange() throws {
        #expect(try symbol().svg(quietZone: -1).contains("viewBox=\"0 0 21 21\""))
        #expect(try symbol().svg(quietZone: Int.max).contains("viewBox=\"0 0 221 221\""))
        #expect(try symbol().terminal(quietZone: Int.min).split(separator: "\n").count == 11)
    }
}
